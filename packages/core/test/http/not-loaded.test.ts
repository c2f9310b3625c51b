import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'

const script = fileURLToPath(new URL('../support/script-without-ky.ts', import.meta.url))

async function run(missing: number): Promise<unknown> {
  const parameters = ['--conditions=@auth/source', '--no-warnings', script, `${missing}`]
  const { stdout } = await promisify(execFile)(process.execPath, parameters)
  return JSON.parse(stdout)
}

test('ky is loaded with the first token request, and asked for again when it could not be loaded.', async () => {
  expect(await run(2)).toEqual({ value: 'a-token', sent: 1 })
})

test('If ky cannot be loaded, that is a network failure which says so, and nothing is sent.', async () => {
  expect(await run(100)).toEqual({
    ...{ code: 'network', retryable: true, attempts: 0, sent: 0 },
    message: expect.stringContaining('`ky`, which sends it, could not be loaded. Check that all files'),
  })
})
