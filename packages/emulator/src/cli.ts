#!/usr/bin/env node
import { readFile } from 'node:fs/promises'
import { type CliArguments, readArguments } from './cli/arguments.ts'
import { endWithNpx } from './cli/end-with-npx.ts'
import { describeFailure } from './cli/failure.ts'
import { helpText, startText } from './cli/text.ts'
import { environmentOf, formatEnvironment } from './environment.ts'
import { type RunningEmulator, startEmulator } from './server.ts'

await main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${describeFailure(error)}\n\nRun with --help to see what is possible.\n`)
  process.exitCode = 1
})

async function main(args: readonly string[]): Promise<void> {
  const options = readArguments(args)
  if (options.help) process.stdout.write(helpText)
  else if (options.version) process.stdout.write(`${await readVersion()}\n`)
  else await serve(options)
}

async function serve(options: CliArguments): Promise<void> {
  const { faults, port, hostname, exposeToNetwork, profile, seed } = options
  const emulator = await startEmulator({
    ...{ port, hostname, exposeToNetwork, profile },
    ...(seed === undefined ? {} : { seed }),
  })
  try {
    for (const fault of faults) emulator.fail(fault)
  } catch (error) {
    await emulator.close()
    throw error
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => emulator.close())
  endWithNpx(['auth-emulator', 'emulator'], process.env, () => emulator.close())
  process.stdout.write(describe(emulator, options))
}

function describe(emulator: RunningEmulator, { json, env, profile }: CliArguments): string {
  const { origin, urls, credentials } = emulator
  if (json) return `${JSON.stringify({ origin, urls, credentials })}\n`
  if (env) return Object.values(environmentOf(emulator)).map(formatEnvironment).join('\n')
  return startText(emulator, profile)
}

async function readVersion(): Promise<string> {
  // As source and as built, this file is one folder below the manifest.
  const { version } = JSON.parse(await readFile(new URL('../package.json', import.meta.url), 'utf8'))
  return version
}
