import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expectNoSecrets } from '@auth-tools/testing'
import { describe, expect, test } from 'vitest'

const script = fileURLToPath(new URL('../support/script-with-log.ts', import.meta.url))

/** What a script writes that signs in, and then fails and ends. */
async function run(level: string | undefined): Promise<{ readonly output: string; readonly lines: readonly string[] }> {
  const { AUTH_LOG: _, ...environment } = process.env
  const env = level === undefined ? environment : { ...environment, AUTH_LOG: level }
  const options = ['--conditions=@auth/source', '--no-warnings', script]
  const ended: unknown = await promisify(execFile)(process.execPath, options, { env }).catch((error: unknown) => error)
  const { stdout, stderr } = ended as { stdout: string; stderr: string } // as execFile resolves or rejects
  expectNoSecrets(`${stdout}${stderr}`, ['hunter2-hunter2', 'ada-lovelace', 'a-token'])
  return {
    output: stdout,
    lines: stderr.split('\n').filter((line) => / (debug|info|warn|error) @auth|AUTH_LOG/.test(line)),
  }
}

const time = String.raw`^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z`
const signedIn = expect.stringMatching(new RegExp(`${time} info @auth/test: signed in \\(token 1, took \\d+ ms\\)$`))
const failed = expect.stringMatching(
  new RegExp(`${time} error @auth/test: sign-in failed: invalid_client \\(400, 1 request in \\d+ ms\\)$`),
)

describe('The environment variable AUTH_LOG', () => {
  test.each([
    ['debug', [signedIn, failed]],
    ['info', [signedIn, failed]],
    ['warn', [failed]],
    ['error', [failed]],
    ['', []],
    [undefined, []],
  ])(
    'With %j writes what happens from that level on to standard error, up to the last words.',
    async (level, lines) => {
      expect(await run(level)).toEqual({ output: 'a result\n', lines })
    },
  )

  test('With something else says what it may be.', async () => {
    const { lines } = await run('verbose')
    expect(lines).toEqual(['@auth/core: AUTH_LOG must be one of debug, info, warn, error'])
  })
})
