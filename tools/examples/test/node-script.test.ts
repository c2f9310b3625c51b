import { execFile } from 'node:child_process'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { environment } from '../src/environment.ts'
import { type Installed, installExample } from '../src/install.ts'

let example: Installed
beforeAll(async () => {
  example = await installExample('node-script')
  await example.runScript('build')
})
afterAll(() => example?.[Symbol.asyncDispose]())

interface Outcome {
  readonly code: number
  readonly output: string
}

function run(script: string, settings: Readonly<Record<string, string>> = {}): Promise<Outcome> {
  return new Promise((resolve) => {
    const options = { cwd: example.folder, env: { ...environment, EMULATOR_PORT: '0', ...settings } }
    const child = execFile('npm', ['run', script], options, (_, stdout, stderr) => {
      resolve({ code: child.exitCode ?? -1, output: stdout + stderr })
    })
  })
}

test('one command greets the user of the emulator', async () => {
  const { code, output } = await run('demo')
  expect(output).toContain('\nHello, ada\n')
  expect(code).toBe(0)
})

test('a refused password ends it with a sentence and a code of its own', async () => {
  const { code, output } = await run('demo', { MESHY_PASSWORD: 'not-her-password' })
  expect(output).toMatch(/^@auth\/meshy: .*password/m)
  expect(output).not.toMatch(/not-her-password|\n {4}at /)
  expect(code).toBe(1)
})

test('an outage ends it with the code for "try again later"', async () => {
  const { code, output } = await run('demo', { MESHY_AUTH_BASE_URL: 'http://127.0.0.1:9' })
  expect(output).toMatch(/^@auth\/meshy: /m)
  expect(code).toBe(75)
})

test('a missing setting is named', async () => {
  const { code, output } = await run('start')
  expect(output).toContain('set MESHY_ACCOUNT_NAME')
  expect(code).toBe(1)
})
