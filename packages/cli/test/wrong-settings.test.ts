import { expect, test } from 'vitest'
import { createAccount } from './support/account.ts'
import { runCli } from './support/terminal.ts'

// Beside such a name, what a provider says is left out: all that is said here is in our own words.
const name = 'ada'

test.each([
  ['elasticpath', { ELASTICPATH_REGION: 'mars' }, "ELASTICPATH_REGION must be one of 'useast', 'euwest'"],
  ['meshy', { MESHY_AUTH_BASE_URL: 'auth.example' }, 'MESHY_AUTH_BASE_URL must be an absolute URL'],
  ['meshy', { MESHY_ACCOUNT_NAME: '..' }, 'MESHY_ACCOUNT_NAME must be the name of an account'],
  ['gooru', { GOORU_AUTH_BASE_URL: '', GOORU_HOST: 'https://gooru.example' }, 'GOORU_HOST must be a host name'],
  ['genlogs', { GENLOGS_CREDENTIALS_IN: 'header' }, "GENLOGS_CREDENTIALS_IN must be one of 'query', 'body'"],
  ['meshy', { MESHY_ANONYMOUS: 'perhaps' }, '--anonymous (MESHY_ANONYMOUS) must be yes or no'],
])(
  'A setting of %s that is wrong, %j, is said in one line, as all that is wrong there.',
  async (provider, wrong, said) => {
    const { environment } = await createAccount()
    const named = { ...environment, MESHY_USERNAME: name, ELASTICPATH_USERNAME: name, GOORU_USERNAME: name }
    const { code, output, errors } = await runCli(['token', provider], { ...named, ...wrong })
    expect([code, output]).toEqual([2, ''])
    expect(errors).toMatch(/^auth-cli: usage: [^\n]+\n$/)
    expect(errors).toContain(`usage: ${said}`)
  },
)

test('A password that is empty where it is kept is said to be, and is not sent.', async () => {
  const { environment, tokenRequests } = await createAccount()
  const { MESHY_PASSWORD: _, ...empty } = environment
  const { code, errors } = await runCli(['token', 'meshy', '--password-file', '-'], { ...empty, MESHY_USERNAME: name })
  expect([code, errors]).toEqual([2, expect.stringContaining('MESHY_PASSWORD must be a non-empty string')])
  expect(tokenRequests('meshy')).toBe(0)
})

test.each(['no', 'No', 'false', '0'])('Who says %s to an anonymous session signs in with a password.', async (no) => {
  const { environment, emulator } = await createAccount()
  const answered = { ...environment, MESHY_ANONYMOUS: no, GOORU_ANONYMOUS: no }
  const person = await runCli(['request', 'meshy', '/users/me'], answered)
  expect(JSON.parse(person.output)).toMatchObject({ username: emulator.credentials.meshy.username, anonymous: false })
  const { output } = await runCli(['request', 'gooru', '/nucleus-auth/v1/token'], answered)
  expect(output).toContain(emulator.credentials.gooru.username)
  // The same session as without the answer.
  expect(await runCli(['token', 'meshy'], environment)).toEqual(await runCli(['token', 'meshy'], answered))
})

test('Lines about what happens hold what is known, in whole milliseconds.', async () => {
  const { environment } = await createAccount()
  const { errors } = await runCli(['token', 'meshy', '--verbose'], { ...environment, MESHY_PASSWORD: 'wrong-password' })
  expect(errors).toMatch(/ meshy failed phase=sign-in code=\S+ attempts=1 background=false durationMs=\d+ status=400 /)
  expect(errors).not.toContain('undefined')
})

test('Who has signed in anonymously, and then says no, is asked for a password from then on.', async () => {
  const { environment, emulator } = await createAccount()
  const { anonymousUsername } = emulator.credentials.meshy
  const anonymous = { ...environment, MESHY_USERNAME: anonymousUsername, MESHY_ANONYMOUS: 'yes' }
  expect(await runCli(['sign-in', 'meshy'], anonymous)).toMatchObject({ code: 0 })
  const { MESHY_PASSWORD: _, ...later } = environment
  expect(await runCli(['sign-in', 'meshy', '--anonymous', 'no'], later)).toMatchObject({ code: 2 })
  expect(await runCli(['sign-in', 'meshy', '--anonymous', 'no'], environment)).toMatchObject({ code: 0 })
  const { output } = await runCli(['request', 'meshy', '/users/me'], environment)
  expect(JSON.parse(output)).toMatchObject({ anonymous: false })
})
