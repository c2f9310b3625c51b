import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'

const cli = fileURLToPath(new URL('../src/cli.ts', import.meta.url))
const script = `'${process.execPath}' '${cli}' --port 0 --json; exit`
const asNpx = `
  process.title = 'npm exec'
  require('node:child_process').spawn('sh', ['-c', process.argv[1]], { stdio: 'inherit' })`

function start(program: string, args: readonly string[], lifecycle: Readonly<Record<string, string>>): ChildProcess {
  const env = { PATH: process.env['PATH'], ...lifecycle }
  const child = spawn(program, args, { env, detached: true, stdio: ['ignore', 'pipe', 'inherit'] })
  onTestFinished(() => {
    try {
      if (child.pid) process.kill(-child.pid, 'SIGKILL')
    } catch {
      // Nothing was left.
    }
  })
  return child
}

async function originOf({ stdout }: ChildProcess): Promise<string> {
  const line = await new Promise<string>((resolve) => stdout?.once('data', (chunk) => resolve(String(chunk))))
  const { origin }: { origin: string } = JSON.parse(line)
  return origin
}

test.each(["'auth-emulator'", 'emulator --env', '"auth-emulator"'])(
  'It ends with the shell that npx puts in between (%s).',
  async (lifecycle) => {
    const child = start('sh', ['-c', script], { npm_lifecycle_event: 'npx', npm_lifecycle_script: lifecycle })
    const origin = await originOf(child)
    // The output is open for as long as the emulator lives.
    const closed = once(child, 'close')
    child.kill('SIGTERM')
    await closed
    await expect(fetch(origin)).rejects.toThrow('fetch failed')
  },
)

test.runIf(process.platform === 'linux')('It ends with an npx that leaves its shell behind.', async () => {
  const npx = { npm_lifecycle_event: 'npx', npm_lifecycle_script: "'auth-emulator'" }
  const child = start(process.execPath, ['-e', asNpx, script], npx)
  const origin = await originOf(child)
  const closed = once(child, 'close')
  child.kill('SIGHUP')
  await closed
  await expect(fetch(origin)).rejects.toThrow('fetch failed')
})
