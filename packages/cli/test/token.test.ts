import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expectNoSecrets } from '@auth-tools/testing'
import { expect, test } from 'vitest'
import { createAccount, createFolder, foldersIn } from './support/account.ts'
import { runCli } from './support/terminal.ts'

test('It prints the token alone, which is kept for the next call.', async () => {
  const { environment, tokenRequests } = await createAccount()
  const first = await runCli(['token', 'genlogs'], environment)
  expect(first).toMatchObject({ code: 0, errors: '', output: expect.stringMatching(/^ey\S+\n$/) })
  expect(await runCli(['token', 'genlogs'], environment)).toEqual(first)
  expect(tokenRequests()).toBe(1)
  const { output } = await runCli(['token', 'genlogs', '--json'], environment)
  const { token, expiresAt } = JSON.parse(output)
  expect(`${token}\n`).toBe(first.output)
  expect(Date.parse(expiresAt)).toBeGreaterThan(Date.now())
})

test('An expired token is renewed, one that is valid for long enough is not.', async () => {
  const { environment, tokenRequests } = await createAccount({ genlogs: { accessTokenLifetimeMs: 100_000 } })
  await runCli(['token', 'genlogs'], environment)
  await runCli(['token', 'genlogs', '--min-validity', '60'], environment)
  expect(tokenRequests()).toBe(1)
  const { code, errors } = await runCli(['token', 'genlogs', '--min-validity', 'soon'], environment)
  expect([code, errors]).toEqual([2, expect.stringContaining('--min-validity must be')])
})

test('For Elastic Path, the token of the application is kept too.', async () => {
  const { environment, emulator } = await createAccount()
  for (let call = 0; call < 3; call += 1) await runCli(['headers', 'elasticpath'], environment)
  expect(emulator.requests.map(({ endpoint }) => endpoint)).toEqual(['client-token', 'token'])
})

test('What befalls the token of the application is told; that there is one is not, since nobody has signed in.', async () => {
  const { environment, emulator } = await createAccount()
  const typesOf = async (): Promise<unknown> => {
    const { code, errors } = await runCli(['headers', 'elasticpath', '--verbose'], environment)
    return [code, ...errors.split('\n').map((line) => line.split(' ')[2] ?? '')]
  }
  emulator.fail({ provider: 'elasticpath', endpoint: 'client-token', kind: 'unavailable', retryAfter: 0 })
  expect(await typesOf()).toEqual([0, 'retrying', 'signed-in', ''])
  expect(await typesOf()).toEqual([0, 'adopted', ''])
})

test('A refusal of the application shows no secret of the member.', async () => {
  const { environment, emulator } = await createAccount()
  const own = { ...environment, ELASTICPATH_CLIENT_SECRET: 'the-secret-of-the-application' }
  const secrets = [environment['ELASTICPATH_PASSWORD'] ?? '', own.ELASTICPATH_CLIENT_SECRET]
  emulator.fail({
    ...{ provider: 'elasticpath', endpoint: 'client-token', times: 2 },
    kind: () => Response.json({ errors: [{ title: `wrong client, not ${secrets.join(' ')}` }] }, { status: 400 }),
  })
  const { code, errors } = await runCli(['token', 'elasticpath', '--verbose'], own)
  expect([code, errors]).toEqual([4, expect.stringContaining('wrong client, not')])
  expectNoSecrets(errors, secrets)
})

test('Secrets come from variables and files that flags name, or from files that variables name.', async () => {
  const { environment, folder } = await createAccount()
  const { GENLOGS_PASSWORD = '', GENLOGS_API_KEY = '', ...rest } = environment
  const file = join(folder, 'secret')
  await writeFile(file, `${GENLOGS_PASSWORD}\n`)
  const named = { ...rest, MY_KEY: GENLOGS_API_KEY, MY_PASSWORD: GENLOGS_PASSWORD }
  const calls: [string[], Record<string, string>, string][] = [
    [['--password-env', 'MY_PASSWORD', '--api-key-env', 'MY_KEY'], named, ''],
    [['--password-file', file, '--api-key-env', 'MY_KEY'], named, ''],
    [['--password-file', '-', '--api-key-env', 'MY_KEY'], named, `${GENLOGS_PASSWORD}\n`],
    [[], { ...rest, GENLOGS_PASSWORD_FILE: file, GENLOGS_API_KEY }, ''],
  ]
  for (const [args, variables, input] of calls) {
    const own = { ...variables, ...foldersIn(await createFolder()) }
    expect([args, await runCli(['token', 'genlogs', ...args], own, input)]).toEqual([
      args,
      expect.objectContaining({ code: 0 }),
    ])
  }
})

test.each([
  [['token', 'genlogs', '--password', 'x'], "Unknown option '--password'"],
  [['token', 'genlogs', '--email', 'x'], "Unknown option '--email'"],
  [['token', 'genlogs', '--password-env', 'ABSENT'], 'the variable ABSENT is not set'],
  [['token', 'genlogs', '--password-file', 'absent'], '--password-file: absent cannot be read (ENOENT)'],
  [['token', 'genlogs', '--tenant', 'x'], '--tenant is not an option of `token genlogs`'],
  [['token', 'genlogs', '--port', '1'], '--port is not an option of `token genlogs`'],
  [['token', 'genlogs', 'more'], 'there is more on the command line than it takes'],
  [['token'], 'token: say which provider'],
  [['token', 'other'], 'there is no provider "other"'],
  [['request', 'genlogs'], 'request: say which path or URL'],
  [['completion', 'tcsh'], 'completion: say which shell: bash, zsh, fish'],
  [['tokens'], 'there is no command "tokens"'],
  [[], 'say what to do'],
  [['token', 'genlogs', '--profile', '../other'], 'a profile is 1 to 64 letters'],
])('The command line %j is refused in one line.', async (args, problem) => {
  const { code, output, errors } = await runCli(args, foldersIn(await createFolder()))
  expect([code, output]).toEqual([2, ''])
  expect(errors).toMatch(/^auth-cli: usage: [^\n]+\n$/)
  expect(errors).toContain(problem)
})

test('What is missing is named, and nothing is asked without a terminal.', async () => {
  const { code, errors } = await runCli(['token', 'gooru', '--json'], foldersIn(await createFolder()))
  expect(code).toBe(2)
  const { error } = JSON.parse(errors)
  expect(error).toMatchObject({ code: 'usage', retryable: false, page: expect.stringMatching(/^https:/) })
  expect(error.message).toContain('GOORU_HOST, GOORU_CLIENT_ID, GOORU_CLIENT_KEY are not set')
})

test('Profiles are apart, and so are people and accounts of one profile.', async () => {
  const { environment, tokenRequests } = await createAccount()
  await runCli(['token', 'genlogs'], environment)
  await runCli(['token', 'genlogs', '--profile', 'work'], environment)
  expect(tokenRequests()).toBe(2)
  await runCli(['token', 'genlogs'], { ...environment, AUTH_PROFILE: 'work' })
  expect(tokenRequests()).toBe(2)
  const other = { ...environment, GENLOGS_EMAIL: 'other@example.com', GENLOGS_PASSWORD: 'x' }
  expect((await runCli(['token', 'genlogs'], other)).code).toBe(3)
})

test('Names and ids may be in the config file, and files that hold secrets; secrets may not.', async () => {
  const { environment, folder } = await createAccount()
  const { GENLOGS_API_KEY = '', GENLOGS_EMAIL = '', ...rest } = environment
  const keyFile = join(folder, 'key')
  await writeFile(keyFile, GENLOGS_API_KEY)
  const write = async (config: unknown): Promise<void> => {
    await mkdir(environment['AUTH_CONFIG_DIR'] ?? '', { recursive: true })
    await writeFile(join(environment['AUTH_CONFIG_DIR'] ?? '', 'config.json'), JSON.stringify(config))
  }
  await write({ profiles: { default: { genlogs: { email: GENLOGS_EMAIL, apiKeyFile: keyFile } } } })
  expect(await runCli(['token', 'genlogs'], rest)).toMatchObject({ code: 0 })
  const wrong: [unknown, string][] = [
    [{ profiles: { default: { genlogs: { apiKey: GENLOGS_API_KEY } } } }, 'a secret: put it in a file'],
    [{ profiles: { default: { genlogs: { apikey: 'x' } } } }, 'which is not known'],
    [{ profiles: { default: { genlogs: { email: 7 } } } }, 'must be like'],
    [[], 'is not a JSON object'],
  ]
  for (const [config, problem] of wrong) {
    await write(config)
    const { code, errors } = await runCli(['token', 'genlogs'], rest)
    expect([code, errors]).toEqual([2, expect.stringContaining(problem)])
    expect(errors).not.toContain(GENLOGS_API_KEY)
  }
})

test('Sessions are readable by their owner alone, and with a key by nobody without it.', async () => {
  const { environment } = await createAccount()
  const key = Buffer.alloc(32, 7).toString('base64')
  const encrypted = { ...environment, AUTH_STORE_KEY: key }
  const { output } = await runCli(['token', 'meshy'], encrypted)
  const sessions = join(environment['AUTH_STATE_DIR'] ?? '', 'sessions')
  const entries = await readdir(sessions, { recursive: true, withFileTypes: true })
  for (const entry of entries) {
    const path = join(entry.parentPath, entry.name)
    expect([path, ((await stat(path)).mode & 0o777).toString(8)]).toEqual([path, entry.isDirectory() ? '700' : '600'])
    if (entry.isFile()) expect(await readFile(path, 'utf8')).not.toContain(output.trim())
  }
  expect(await runCli(['token', 'meshy'], encrypted)).toMatchObject({ code: 0, output })
  const byCommand = { ...environment, AUTH_STORE_KEY_COMMAND: `echo ${key}` }
  expect(await runCli(['token', 'meshy'], byCommand)).toMatchObject({ code: 0, output })
  // Without the key there is another session, which does not take the place of the encrypted one.
  expect((await runCli(['token', 'meshy'], environment)).output).not.toBe(output)
  expect(await runCli(['token', 'meshy'], encrypted)).toMatchObject({ code: 0, output })
  const { MESHY_PASSWORD: _, ...rest } = environment
  const otherKey = { ...rest, AUTH_STORE_KEY: Buffer.alloc(32, 8).toString('hex') }
  expect(await runCli(['token', 'meshy'], otherKey)).toMatchObject({ code: 6 })
})

test.each([
  [{ AUTH_STORE_KEY: 'c2hvcnQ=' }, 'must be 32 bytes'],
  [{ AUTH_STORE_KEY_COMMAND: 'echo a-secret-text; exit 3' }, 'AUTH_STORE_KEY_COMMAND: the command'],
  [{ AUTH_STORE_KEY_FILE: 'absent' }, 'AUTH_STORE_KEY_FILE: absent cannot be read'],
])('The store key %j is refused without being shown.', async (variables, problem) => {
  const { environment } = await createAccount()
  const { code, errors } = await runCli(['token', 'meshy'], { ...environment, ...variables })
  expect([code, errors]).toEqual([2, expect.stringContaining(problem)])
  expect(errors).not.toMatch(/c2hvcnQ=|a-secret-text/)
})

test('A running emulator is used with its own credentials, whatever the environment has.', async () => {
  const { emulator, folder } = await createAccount()
  const own = { ...foldersIn(folder), GENLOGS_API_KEY: 'of-a-real-account', GENLOGS_PASSWORD: 'real' }
  const { code } = await runCli(['token', 'genlogs', '--emulator-url', emulator.origin], own)
  expect(code).toBe(0)
  expect(JSON.stringify(emulator.requests)).not.toMatch(/real/)
  const nowhere = await runCli(['token', 'genlogs', '--emulator-url', 'http://127.0.0.1:9'], own)
  expect([nowhere.code, nowhere.errors]).toEqual([2, expect.stringContaining('no emulator answers')])
})
