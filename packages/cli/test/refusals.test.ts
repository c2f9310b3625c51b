import { mkdir, readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { createMemoryStore, type Fetch, type TokenStore } from '@auth/core'
import { StoreProblem } from '@auth/core/store'
import { expectNoSecrets } from '@auth-tools/testing'
import { expect, test } from 'vitest'
import { rememberRefusals } from '../src/session/refusals.ts'
import { createAccount } from './support/account.ts'
import { startApi } from './support/proxied.ts'
import { runCli } from './support/terminal.ts'

const passwords = {
  meshy: 'MESHY_PASSWORD',
  elasticpath: 'ELASTICPATH_PASSWORD',
  gooru: 'GOORU_PASSWORD',
  genlogs: 'GENLOGS_PASSWORD',
}

test.each(Object.entries(passwords))(
  'A password of %s that was refused is sent by no other shell, until somebody signs in.',
  async (provider, variable) => {
    const { environment, tokenRequests } = await createAccount()
    const wrong = { ...environment, [variable]: 'a-password-that-is-wrong' }
    const first = await runCli(['token', provider], wrong)
    expect([first.code, first.errors]).toEqual([3, expect.stringContaining('invalid_credentials')])
    expect(tokenRequests(provider)).toBe(1)
    for (const command of ['token', 'headers', 'proxy']) {
      const { code, errors } = await runCli([command, provider], wrong)
      expect([command, code]).toEqual([command, 3])
      expect(errors).toMatch(
        new RegExp(
          `invalid_credentials: .*\\. It was refused before, and is not sent again for \\d+ seconds, unless by .auth-cli sign-in ${provider}. \\(`,
        ),
      )
    }
    expect(tokenRequests(provider)).toBe(1)
    expect((await runCli(['sign-in', provider], wrong)).code).toBe(3)
    expect(tokenRequests(provider)).toBe(2)
    // Another password is sent, and what it brings is kept.
    expect((await runCli(['token', provider], environment)).code).toBe(0)
    expect(tokenRequests(provider)).toBe(3)
  },
)

test.each([
  ['with a store key', { AUTH_STORE_KEY: Buffer.alloc(32, 7).toString('hex') }],
  ['without a store key', {}],
])('What is kept %s of a refused password shows neither it nor what the provider said of it.', async (_, key) => {
  const { environment, emulator } = await createAccount()
  const password = 'a-password-that-is-wrong'
  const own = { ...environment, GENLOGS_PASSWORD: password, ...key }
  emulator.fail({
    ...{ provider: 'genlogs', endpoint: 'token' },
    kind: (request) => Response.json({ message: `${password} is wrong: ${request.url}` }, { status: 401 }),
  })
  const first = await runCli(['token', 'genlogs'], own)
  expect(first.code).toBe(3)
  const sessions = join(environment['AUTH_STATE_DIR'] ?? '', 'sessions')
  const entries = await readdir(sessions, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile())
  const texts = await Promise.all(files.map(({ parentPath, name }) => readFile(join(parentPath, name), 'utf8')))
  expect(texts.join('').length).toBeGreaterThan(100)
  expectNoSecrets(texts, [password, environment['GENLOGS_EMAIL'] ?? '', 'is wrong'])
  // What was said of it is said again.
  const second = await runCli(['token', 'genlogs'], own)
  expect(second.code).toBe(3)
  expect(second.errors.split('. It was refused before')[0]).toBe(first.errors.split(' (https:')[0])
})

test('A refusal whose body never ends is remembered, and the password is sent once.', async () => {
  const { environment } = await createAccount()
  let arrived = 0
  const { origin } = await startApi((_, outgoing) => {
    arrived += 1
    outgoing.writeHead(401, { 'content-type': 'application/json' }).write('{"message":"wrong')
  })
  const endless = { ...environment, GENLOGS_AUTH_BASE_URL: origin }
  for (const remark of ['invalid_credentials', 'It was refused before']) {
    const { code, errors } = await runCli(['token', 'genlogs'], endless)
    expect([code, errors, arrived]).toEqual([3, expect.stringContaining(remark), 1])
  }
}, 60_000)

test('Where a refusal cannot be read, no password is sent, except by who signs in.', async () => {
  const { environment, tokenRequests } = await createAccount()
  const wrong = { ...environment, GENLOGS_PASSWORD: 'a-password-that-is-wrong' }
  expect((await runCli(['token', 'genlogs'], wrong)).code).toBe(3)
  const sessions = join(environment['AUTH_STATE_DIR'] ?? '', 'sessions')
  const names = await readdir(sessions, { recursive: true, withFileTypes: true })
  const files = names.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name))
  const isRefusal = await Promise.all(files.map(async (path) => (await readFile(path, 'utf8')).includes('sealed')))
  for (const path of files.filter((_, index) => isRefusal[index])) {
    await rm(path)
    await mkdir(path)
  }
  const { code, errors } = await runCli(['token', 'genlogs'], environment)
  expect([code, errors]).toEqual([6, expect.stringContaining('store_failed: @auth/genlogs: ')])
  expect(errors).toContain('`auth-cli sign-in genlogs`')
  expect(tokenRequests()).toBe(1)
  expect(await runCli(['sign-in', 'genlogs'], environment)).toMatchObject({ code: 0 })
  expect(await runCli(['token', 'genlogs'], environment)).toMatchObject({ code: 0 })
  expect(tokenRequests()).toBe(2)
})

/** A sign-in that is answered with what the test says, and a count of what has arrived. */
function createServer(answers: readonly Response[]): { send: Fetch; arrived: () => number } {
  let arrived = 0
  return {
    arrived: () => arrived,
    send: async () => {
      arrived += 1
      return answers[arrived - 1]?.clone() ?? new Response('ok')
    },
  }
}

const refused = Response.json({ error: 'invalid_grant' }, { status: 400 })

test('After a minute it is sent again, and after each refusal in twice the time, up to an hour.', async () => {
  let now = Date.UTC(2030, 0, 1)
  const { send, arrived } = createServer(Array.from({ length: 20 }, () => refused))
  const held: number[] = []
  const common = {
    store: createMemoryStore(),
    key: 'refused',
    provider: 'genlogs',
    isSignIn: () => true,
    isForced: false,
    now: () => now,
  }
  const ask = async (): Promise<unknown> => {
    // Each is another process.
    const remembering = rememberRefusals(send, { ...common, onHeld: (leftMs) => held.push(leftMs) })
    const response = await remembering('https://example.com/token', { method: 'POST', body: 'password=x' })
    return [response.status, await response.json()]
  }
  for (const minutes of [1, 2, 4, 8, 16, 32, 60, 60]) {
    const before = arrived()
    expect(await ask()).toEqual([400, { error: 'invalid_grant' }])
    expect(arrived()).toBe(before + 1)
    now += minutes * 60_000 - 1
    expect(await ask()).toEqual([400, { error: 'invalid_grant' }])
    expect([arrived(), held.at(-1)]).toEqual([before + 1, 1])
    now += 1
  }
})

test('What passes by itself, another request, and what was accepted meanwhile are not kept away.', async () => {
  const answers = [
    new Response('', { status: 429 }),
    new Response('', { status: 503 }),
    refused,
    new Response('ok'),
    refused,
  ]
  const { send, arrived } = createServer(answers)
  const common = { store: createMemoryStore(), key: 'refused', provider: 'genlogs', onHeld: () => {} }
  const isSignIn = ({ pathname }: URL): boolean => pathname === '/token'
  const ask = async (path: string, body: string, isForced = false): Promise<number> => {
    const remembering = rememberRefusals(send, { ...common, isSignIn, isForced })
    return (await remembering(`https://example.com${path}`, { method: 'POST', body })).status
  }
  expect([await ask('/token', 'a'), await ask('/token', 'a'), await ask('/token', 'a')]).toEqual([429, 503, 400])
  expect([await ask('/token', 'a'), arrived()]).toEqual([400, 3])
  expect([await ask('/token', 'a', true), await ask('/token', 'a'), arrived()]).toEqual([200, 400, 5])
  expect([await ask('/other', 'a'), await ask('/token', 'b'), arrived()]).toEqual([200, 200, 7])
})

test('A refusal is remembered also where the caller has given up while it came.', async () => {
  const caller = new AbortController()
  let arrived = 0
  const send: Fetch = async () => {
    arrived += 1
    caller.abort()
    return refused.clone()
  }
  const common = {
    store: createMemoryStore(),
    key: 'refused',
    provider: 'genlogs',
    isSignIn: () => true,
    isForced: false,
    onHeld: () => {},
  }
  for (const signal of [caller.signal, new AbortController().signal]) {
    const init = { method: 'POST', body: 'password=x', signal }
    const response = await rememberRefusals(send, common)('https://example.com/token', init)
    expect([response.status, arrived]).toEqual([400, 1])
  }
})

test.each([
  ['cannot be read', new Error('a-secret of the store'), 'the token store failed'],
  ['says why', new StoreProblem('the disk is gone'), 'the disk is gone'],
])(
  'A store that %s is a `store_failed` that shows no more, and whoever signs in mends it.',
  async (_, error, reason) => {
    const memory = createMemoryStore()
    await memory.update('refused', async () => 'of another version', { signal: new AbortController().signal })
    const store: TokenStore = { ...memory, read: () => Promise.reject(error) }
    const { send, arrived } = createServer([new Response('ok')])
    const common = { store, key: 'refused', provider: 'genlogs', isSignIn: () => true, onHeld: () => {} }
    const init = { method: 'POST', body: 'password=x' }
    const failure = await rememberRefusals(send, { ...common, isForced: false })(
      'https://example.com/token',
      init,
    ).catch((thrown: unknown) => thrown)
    expect(failure).toMatchObject({
      code: 'store_failed',
      provider: 'genlogs',
      message: expect.stringContaining(reason),
    })
    expectNoSecrets(failure, ['a-secret'])
    expect(arrived()).toBe(0)
    const answer = await rememberRefusals(send, { ...common, isForced: true })('https://example.com/token', init)
    expect([answer.status, arrived()]).toEqual([200, 1])
    expect(await memory.read('refused', { signal: new AbortController().signal })).toBeUndefined()
  },
)
