import '../support/environment.ts'
import { execFile } from 'node:child_process'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { AuthError } from '@auth/core'
import { afterEach, expect, test, vi } from 'vitest'
import { describeFailure } from '../../src/guides/describe-failure.ts'
import { runOnce } from '../../src/guides/retry-later.ts'
import { auth } from '../../src/guides/service.ts'
import { sessionOf } from '../../src/guides/sessions.ts'
import { createPageSession } from '../../src/guides/visitor.ts'
import { whoCanFix } from '../../src/guides/who-can-fix.ts'
import { emulateHosts, people } from '../support/emulated-hosts.ts'

afterEach(() => {
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

const run = promisify(execFile)
const guides = dirname(fileURLToPath(new URL('../../src/guides/require.cjs', import.meta.url)))

test('the first call greets the user of the emulator', async () => {
  const log = vi.spyOn(console, 'log').mockReturnValue()
  await import('../../src/guides/first-call.ts')
  expect(log).toHaveBeenCalledWith('Hello, ada')
})

test('a service signs in once for all of its requests', async () => {
  const emulator = emulateHosts()
  const answers = await Promise.all([1, 2, 3].map(() => auth.fetch('/users/me')))
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200])
  expect(emulator.requests.filter(({ endpoint }) => endpoint === 'token')).toHaveLength(1)
})

test('the sessions of people are apart, and one name means one object', async () => {
  emulateHosts()
  const [ada, grace] = people
  await sessionOf('a').signIn(ada)
  await sessionOf('g').signIn(grace)
  expect(await (await sessionOf('a').fetch('/users/me')).json()).toMatchObject({ username: 'ada' })
  expect(await (await sessionOf('g').fetch('/users/me')).json()).toMatchObject({ username: 'grace' })
  expect(sessionOf('a')).toBe(sessionOf('a'))
})

test('a page can sign a visitor in without a secret of its own', async () => {
  const emulator = emulateHosts()
  const page = createPageSession('demo', 'pk_demo')
  await page.signIn({ username: emulator.credentials.meshy.anonymousUsername, anonymous: true })
  expect((await page.fetch('/users/me')).status).toBe(200)
})

test('a job is tried again when that can help, and when the error says', async () => {
  const failing = (code: string, retryAfterMs?: number) => async (): Promise<void> => {
    throw new AuthError({ code, provider: 'meshy', phase: 'sign-in', message: 'it failed', retryAfterMs })
  }
  expect(await runOnce(async () => {})).toBe('done')
  expect(await runOnce(failing('rate_limited', 5000))).toEqual({ againInMs: 5000 })
  expect(await runOnce(failing('network'))).toEqual({ againInMs: 60_000 })
  await expect(runOnce(failing('invalid_client'))).rejects.toMatchObject({ code: 'invalid_client' })
  const bug = new RangeError('a bug')
  await expect(
    runOnce(async () => {
      throw bug
    }),
  ).rejects.toBe(bug)
})

test.each([
  [{ code: 'invalid_credentials' }, 401, 'Wrong username or password.', {}],
  [{ code: 'reauth_required' }, 401, 'Please sign in.', {}],
  [{ code: 'access_denied' }, 403, 'This user may not sign in.', {}],
  [{ code: 'rate_limited', retryAfterMs: 90_001 }, 503, 'Try again later.', { 'retry-after': '91' }],
  [{ code: 'network' }, 503, 'Try again later.', { 'retry-after': '1' }],
  [{ code: 'invalid_client' }, 500, 'Something is set up wrong.', {}],
])('a visitor is told what they can do: %j', (failure, status, message, headers) => {
  const error = new AuthError({ ...failure, provider: 'meshy', phase: 'sign-in', message: 'pk_6f1d2a is not known' })
  expect(describeFailure(error)).toEqual({ status, message, headers })
})

test('an error that is not about signing in is left to others', () => {
  expect(describeFailure(new RangeError('a bug'))).toBeUndefined()
})

test.each([
  ['reauth_required', 'person'],
  ['timeout', 'time'],
  ['invalid_client', 'operator'],
  ['a_code_of_tomorrow', 'operator'],
])('an error with the code %s is for the %s', (code, who) => {
  expect(whoCanFix(new AuthError({ code, provider: 'meshy', phase: 'sign-in', message: 'it failed' }))).toBe(who)
})

test('CommonJS can require the packages', async () => {
  const options = ['--no-warnings', '--conditions=@auth/source', 'require.cjs']
  expect((await run(process.execPath, options, { cwd: guides })).stdout).toBe('empty\n')
})
