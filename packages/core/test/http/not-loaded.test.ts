import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'

const script = fileURLToPath(new URL('../support/script-without-part.ts', import.meta.url))

/** What comes of a script that asks for a token, while `part` cannot be loaded for so many times, or hangs. */
async function run(part: string, times: number | 'hangs', status = 200, kept = 'in memory'): Promise<unknown> {
  const given = [part, times, status, kept].map(String)
  const parameters = ['--conditions=@auth/source', '--no-warnings', script, ...given]
  const { stdout } = await promisify(execFile)(process.execPath, parameters)
  return JSON.parse(stdout)
}

test('A first token loads ky with its request, and nothing else.', async () => {
  expect(await run('ky', 0)).toEqual({ value: 'a-token', sent: 1, late: ['ky'] })
})

test('A ky that could not be loaded is asked for again.', async () => {
  expect(await run('ky', 2)).toEqual({ value: 'a-token', sent: 1, late: ['ky', 'ky', 'ky'] })
})

test('If ky cannot be loaded, that is a network failure which says so, and nothing is sent.', async () => {
  expect(await run('ky', 100)).toEqual({
    ...{ code: 'network', retryable: true, attempts: 0, sent: 0, late: ['ky', 'ky', 'ky'] },
    message: expect.stringContaining('`ky`, which sends it, could not be loaded. Check that all files'),
  })
})

const stored = './stored/stored-session.ts'

test('A first token of a client with a store loads what deals with stores too.', async () => {
  const loaded = { value: 'a-token', sent: 1, late: [stored, 'ky'] }
  expect(await run('ky', 0, 200, 'in a store')).toEqual(loaded)
})

test('If what deals with stores cannot be loaded, that is a network failure which says so, and nothing is sent.', async () => {
  expect(await run(stored, 1, 200, 'in a store')).toEqual({
    ...{ code: 'network', retryable: true, attempts: 0, sent: 0, late: [stored] },
    message: expect.stringContaining('a part of this package could not be loaded. Check that all files'),
  })
})

const redactor = './redact/redactor.ts'

test("Without what removes secrets from a provider's words, these are left out, and the error is the same.", async () => {
  const words = ' (the provider said "{"error":"unknown","reason":"[redacted] is wrong"}")'
  const error = await run(redactor, 0, 400)
  const { message } = error as { message: string } // as the script writes it
  expect(message).toContain(words)
  const wordless = { ...Object(error), late: expect.anything(), message: message.replace(words, '') }
  expect(await run(redactor, 100, 400)).toEqual(wordless)
  // Nor is it waited for without end.
  expect(await run(redactor, 'hangs', 400)).toEqual(wordless)
})
