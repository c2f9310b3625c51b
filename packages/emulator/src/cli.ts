#!/usr/bin/env node
import { type CliArguments, readArguments } from './cli/arguments.ts'
import { helpText, startText } from './cli/text.ts'
import { startEmulator } from './server.ts'

await main(process.argv.slice(2)).catch((error: unknown) => {
  const text = error instanceof Error ? error.message : String(error)
  process.stderr.write(`${text.replace(/^@auth\/emulator: /, '')}\n\nRun with --help to see what is possible.\n`)
  process.exitCode = 1
})

async function main(args: readonly string[]): Promise<void> {
  const options = readArguments(args)
  if (options.help) process.stdout.write(helpText)
  else await serve(options)
}

async function serve({ json, faults, ...options }: Omit<CliArguments, 'help'>): Promise<void> {
  const emulator = await startEmulator(options)
  for (const fault of faults) emulator.fail(fault)
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => emulator.close())
  const { origin, urls, credentials } = emulator
  process.stdout.write(
    json ? `${JSON.stringify({ origin, urls, credentials })}\n` : startText(emulator, options.profile),
  )
}
