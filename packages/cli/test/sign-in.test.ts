import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { run } from '../src/run.ts'
import { createAccount, type Environment } from './support/account.ts'
import { createTerminal, type Outcome, runCli } from './support/terminal.ts'

/** Runs a command on a terminal, where somebody answers each question. */
async function answerAt(args: readonly string[], environment: Environment, answers: string[]): Promise<Outcome> {
  const terminal = createTerminal(environment, true)
  let isOver = false
  const code = run(args, terminal).finally(() => {
    isOver = true
  })
  let asked = 0
  while (!isOver) {
    await new Promise((resolve) => setImmediate(resolve))
    const questions = terminal.printed.errors.split(': ').length - 1
    const next = questions > asked ? answers.shift() : undefined
    asked = Math.max(asked, questions)
    if (next !== undefined) terminal.input.write(`${next}\r`)
  }
  return { code: await code, ...terminal.printed }
}

function without(environment: Environment, ...names: string[]): Environment {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !names.includes(name)))
}

test('On a terminal it asks for what is missing; the password is neither echoed nor kept, the name is kept.', async () => {
  const { environment, emulator } = await createAccount()
  const { username, password } = emulator.credentials.meshy
  const asked = without(environment, 'MESHY_USERNAME', 'MESHY_PASSWORD')
  const { code, output, errors } = await answerAt(['sign-in', 'meshy'], asked, [username, password])
  expect([code, output]).toEqual([0, expect.stringContaining('Signed in to MeshyDB')])
  expect(errors).toContain(username)
  expect(output + errors).not.toContain(password)
  const config = join(environment['AUTH_CONFIG_DIR'] ?? '', 'config.json')
  const text = await readFile(config, 'utf8')
  expect(JSON.parse(text).profiles.default.meshy).toMatchObject({ username, accountName: 'demo' })
  expect(text).not.toContain(password)
  expect(((await stat(config)).mode & 0o777).toString(8)).toBe('600')
  // From now on, nothing has to be set.
  const folders = { AUTH_CONFIG_DIR: environment['AUTH_CONFIG_DIR'], AUTH_STATE_DIR: environment['AUTH_STATE_DIR'] }
  const later = await runCli(['token', 'meshy'], folders)
  expect(later).toMatchObject({ code: 0, errors: '' })
  emulator.revokeAccessTokens('meshy')
  expect(await runCli(['request', 'meshy', '/users/me', '--fail'], folders)).toMatchObject({ code: 0 })
})

test.each([
  ['genlogs', 'GENLOGS_API_KEY', 'apiKey', 'The API key'],
  ['gooru', 'GOORU_CLIENT_KEY', 'clientKey', 'The secret key of the application'],
] as const)(
  'A key of %s that somebody typed is not kept, and what later commands need is said.',
  async (name, variable, field, label) => {
    const { environment, emulator } = await createAccount()
    const typed = (emulator.credentials[name] as Readonly<Record<string, unknown>>)[field]
    const { code, output, errors } = await answerAt(['sign-in', name], without(environment, variable), [String(typed)])
    expect([code, output]).toEqual([0, expect.stringContaining('Signed in to ')])
    expect(errors).toContain(`${label} is not kept: for further commands, set ${variable}, or ${variable}_FILE`)
    expect(await runCli(['sign-in', name], environment)).toMatchObject({ code: 0, errors: '' })
  },
)

test('A command that finds no session asks too, on a terminal alone.', async () => {
  const { environment, emulator } = await createAccount()
  const asked = without(environment, 'GENLOGS_PASSWORD')
  const { code, errors } = await runCli(['token', 'genlogs'], asked)
  expect([code, errors]).toEqual([3, expect.stringContaining('auth-cli sign-in genlogs')])
  const { password } = emulator.credentials.genlogs
  expect(await answerAt(['token', 'genlogs'], asked, [password])).toMatchObject({ code: 0 })
})

test('With --no-input nothing is asked on a terminal either.', async () => {
  const { environment } = await createAccount()
  const outcome = await answerAt(['sign-in', 'genlogs', '--no-input'], without(environment, 'GENLOGS_PASSWORD'), [])
  expect(outcome).toMatchObject({ code: 2, errors: expect.stringContaining('GENLOGS_PASSWORD is not set') })
})

test('With --json it says until when, as token --json does.', async () => {
  const { environment } = await createAccount()
  for (const command of ['sign-in', 'token']) {
    const { expiresAt } = JSON.parse((await runCli([command, 'genlogs', '--json'], environment)).output)
    expect([command, new Date(expiresAt).toISOString()]).toEqual([command, expiresAt])
  }
})

test('A wrong password is one line with its code, and no session.', async () => {
  const { environment } = await createAccount()
  const wrong = { ...environment, GENLOGS_PASSWORD: 'not-the-password' }
  const { code, errors } = await runCli(['sign-in', 'genlogs', '--json'], wrong)
  expect(code).toBe(3)
  expect(JSON.parse(errors)).toMatchObject({
    error: { code: 'invalid_credentials', provider: 'genlogs', retryable: false },
  })
  expect(await runCli(['status', 'genlogs', '--json'], environment)).toMatchObject({
    output: expect.stringContaining('"status":"empty"'),
  })
})

test('A sign-out ends the session at the provider too, and status tells of both.', async () => {
  const { environment, emulator } = await createAccount()
  const statusOf = async (): Promise<string> =>
    JSON.parse((await runCli(['status', 'meshy', '--json'], environment)).output)[0].status
  expect(await statusOf()).toBe('empty')
  await runCli(['sign-in', 'meshy'], environment)
  expect(await statusOf()).toBe('fresh')
  expect(await runCli(['sign-out', 'meshy'], environment)).toMatchObject({ code: 0 })
  expect(await statusOf()).toBe('reauth-required')
  expect(emulator.requests.map(({ endpoint }) => endpoint)).toContain('revocation')
})

test('Status sends nothing and renews nothing, also of an expired session.', async () => {
  const { environment, emulator } = await createAccount({ genlogs: { accessTokenLifetimeMs: 1000 } })
  await runCli(['sign-in', 'genlogs'], environment)
  emulator.reset()
  let output = ''
  while (!output.includes('expired')) ({ output } = await runCli(['status'], environment))
  expect(output).toMatch(/^meshy +default +empty\n/)
  expect(output).toMatch(/\ngenlogs +default +expired\n/)
  expect(emulator.requests).toEqual([])
})

test('Of many who sign in at once, each keeps its names for the next command.', async () => {
  const { environment } = await createAccount()
  const profiles = Array.from({ length: 9 }, (_, index) => `profile-${index}`)
  const signIns = profiles.map((profile) => runCli(['sign-in', 'meshy', '--profile', profile], environment))
  for (const { code, errors } of await Promise.all(signIns)) expect([code, errors]).toEqual([0, ''])
  const config = await readFile(join(environment['AUTH_CONFIG_DIR'] ?? '', 'config.json'), 'utf8')
  expect(Object.keys(JSON.parse(config).profiles).sort()).toEqual(profiles)
})

test('A visitor and an anonymous user need no password.', async () => {
  const { environment, emulator } = await createAccount()
  const { anonymousUsername } = emulator.credentials.meshy
  const user = { ...without(environment, 'MESHY_PASSWORD'), MESHY_USERNAME: anonymousUsername, MESHY_ANONYMOUS: 'yes' }
  expect(await runCli(['token', 'meshy'], user)).toMatchObject({ code: 0 })
  const visitor = without(environment, 'GOORU_USERNAME', 'GOORU_PASSWORD')
  expect(await runCli(['token', 'gooru', '--anonymous', 'yes'], visitor)).toMatchObject({ code: 0 })
})
