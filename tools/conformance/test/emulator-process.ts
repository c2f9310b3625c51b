import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { parseEnv } from 'node:util'

const cli = fileURLToPath(new URL('../../../packages/emulator/src/cli.ts', import.meta.url))

/** Starts the emulator as on a command line, and brings the variables that it prints. */
export async function startEmulatorProcess(): Promise<AsyncDisposable & { readonly environment: NodeJS.Dict<string> }> {
  const child = spawn(process.execPath, [cli, '--env', '--port', '0'], { stdio: ['ignore', 'pipe', 'inherit'] })
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()))
  let output = ''
  for await (const chunk of child.stdout.iterator({ destroyOnReturn: false })) {
    output += chunk
    if (/^GENLOGS_PASSWORD=.*\n/m.test(output)) break
  }
  return {
    environment: parseEnv(output),
    async [Symbol.asyncDispose]() {
      child.kill()
      await ended
    },
  }
}
