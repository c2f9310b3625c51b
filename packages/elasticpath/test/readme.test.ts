import { readFile } from 'node:fs/promises'
import { stripTypeScriptTypes } from 'node:module'
import { createMemoryStore, isAuthError } from '@auth/core'
import { createEmulator, type Emulator } from '@auth/emulator/fetch'
import { expect, test } from 'vitest'
import { createElasticPathAuth, type ElasticPathAuth, type ElasticPathAuthOptions } from '../src/index.ts'
import { ada, grace } from './support.ts'

const text = await readFile(new URL('../README.md', import.meta.url), 'utf8')
const examples = [...text.matchAll(/^```ts\n([\s\S]+?)```/gm)].map(([, code = '']) => code)

interface Result {
  readonly emulator: Emulator
  readonly auth: ElasticPathAuth
  /** What the example defines. */
  call(...parameters: string[]): Promise<unknown>
}

/** Runs the example that has these words, as a user would, against the emulated store. */
async function run(words: string, given: Record<string, unknown> = {}): Promise<Result> {
  const found = examples.filter((code) => code.includes(words))
  expect(found).toHaveLength(1)
  const emulator = createEmulator()
  const { clientId, passwordProfileId } = emulator.credentials.elasticpath
  const names = {
    createElasticPathAuth: (options: ElasticPathAuthOptions) =>
      createElasticPathAuth({ ...options, ...emulator.urls.elasticpath, fetch: emulator.fetch }),
    isAuthError,
    process: {
      env: {
        ELASTICPATH_CLIENT_ID: clientId,
        ELASTICPATH_PASSWORD_PROFILE_ID: passwordProfileId,
        ELASTICPATH_USERNAME: ada.username,
        ELASTICPATH_PASSWORD: ada.password,
      },
    },
    ask: async (choices: readonly { id: string }[]) => choices[1]?.id,
    fetch: () => fetchClientToken(emulator),
    ...{ clientId, passwordProfileId, store: createMemoryStore(), userId: 'person-1', email: 'new@example.com' },
    ...{ ...ada, ...given },
  }
  const [, defined = 'undefined'] = /^(?:async )?function (\w+)/m.exec(found[0] ?? '') ?? []
  const code = stripTypeScriptTypes(found[0] ?? '').replace(/^import .*$/gm, '')
  const AsyncFunction = (async () => {}).constructor as FunctionConstructor // the language gives it no name
  const example = new AsyncFunction(...Object.keys(names), `${code}\nreturn { auth, call: ${defined} }`)
  return { emulator, ...(await example(...Object.values(names))) }
}

async function fetchClientToken({ fetch, urls, credentials }: Emulator): Promise<Response> {
  const body = new URLSearchParams({ grant_type: 'implicit', client_id: credentials.elasticpath.clientId })
  const response = await fetch(`${urls.elasticpath.authBaseUrl}/oauth/access_token`, { method: 'POST', body })
  return new Response((await response.json()).access_token)
}

test('The example of a service signs in by itself.', async () => {
  const { emulator } = await run('process.env')
  expect(emulator.requests.map(({ status }) => status)).toEqual([200, 201, 200])
})

test('The example of people completes a sign-in by choosing an account.', async () => {
  const { auth } = await run('await ask(', grace)
  expect((await auth.session()).account).toEqual((await auth.accounts())[1])
})

test('The example of accounts switches to one by its name.', async () => {
  const { auth, call } = await run('function switchTo', grace)
  await auth.signIn({ ...grace, account: (accounts) => accounts[2]?.id })
  expect(await call('acc-name-2')).toMatchObject({ account: { name: 'acc-name-2' } })
  expect(await call('nobody')).toBeUndefined()
})

test('The example of one-time codes signs in.', async () => {
  const { call } = await run('function signInWithCode')
  expect(await call('abc123')).toMatchObject({ totalAccounts: 1 })
})

test('The example of OpenID Connect signs in with what the provider brought back.', async () => {
  const { emulator, call } = await run('function completeSignIn')
  const { code, redirectUri, codeVerifier } = emulator.credentials.elasticpath.oidcCode
  expect(await call(`${redirectUri}?code=${code}&state=x`, codeVerifier)).toMatchObject({ totalAccounts: 1 })
})

test('The example of signing up makes a member.', async () => {
  const { auth, call } = await run('function signUp')
  expect(await call('New', 'Person')).toMatchObject({ account: { name: 'New Person' } })
  await auth.signIn({ username: 'new@example.com', password: ada.password })
})

test('The example of an earlier token takes the session over.', async () => {
  const service = await run('process.env')
  const { value } = await service.auth.getToken()
  const { call } = await run('function takeOver', {
    createElasticPathAuth: (options: ElasticPathAuthOptions) =>
      createElasticPathAuth({ ...options, ...service.emulator.urls.elasticpath, fetch: service.emulator.fetch }),
  })
  expect(await call(value)).toMatchObject({ totalAccounts: 1 })
})

test('The example of a function that returns client tokens returns another when one is rejected.', async () => {
  const { emulator, auth } = await run('fetchClientToken')
  expect((await auth.fetch('/v2/accounts')).status).toBe(200)
  emulator.advance(3_600_000)
  expect((await auth.fetch('/v2/accounts')).status).toBe(200)
  expect(emulator.requests.filter(({ endpoint }) => endpoint === 'client-token')).toHaveLength(2)
})

test('There is no example that is not tried.', () => {
  expect(examples).toHaveLength(8)
})
