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
  readonly functions: Readonly<Record<string, (...parameters: unknown[]) => Promise<unknown>>>
}

/** Runs the example that has these words, as a user would, against the emulated store. */
async function run(words: string, emulator: Emulator = createEmulator()): Promise<Result> {
  const found = examples.filter((code) => code.includes(words))
  expect(found).toHaveLength(1)
  const { clientId, passwordProfileId } = emulator.credentials.elasticpath
  const create = (options: ElasticPathAuthOptions): ElasticPathAuth =>
    createElasticPathAuth({ ...options, ...emulator.urls.elasticpath, fetch: emulator.fetch })
  const names = {
    createElasticPathAuth: create,
    ...{ createMemoryStore, isAuthError, console: { log() {} } },
    process: {
      env: {
        ELASTICPATH_CLIENT_ID: clientId,
        ELASTICPATH_PASSWORD_PROFILE_ID: passwordProfileId,
        ELASTICPATH_USERNAME: ada.username,
        ELASTICPATH_PASSWORD: ada.password,
      },
    },
    fetch: () => fetchClientToken(emulator),
  }
  const code = stripTypeScriptTypes(found[0] ?? '').replace(/^import .*$/gm, '')
  const defined = [...code.matchAll(/^(?:async )?function (\w+)/gm)].map(([, name = '']) => name)
  const auth = code.includes('const auth =')
    ? 'auth'
    : `createElasticPathAuth({ ...${JSON.stringify({ clientId, passwordProfileId, identity: 'person-1' })}, store: createMemoryStore() })`
  const AsyncFunction = (async () => {}).constructor as FunctionConstructor // the language gives it no name
  const example = new AsyncFunction(
    ...Object.keys(names),
    `${code}\nreturn { auth: ${auth}, functions: { ${defined.join(', ')} } }`,
  )
  return { emulator, ...(await example(...Object.values(names))) }
}

async function fetchClientToken({ fetch, urls, credentials }: Emulator): Promise<Response> {
  const body = new URLSearchParams({ grant_type: 'implicit', client_id: credentials.elasticpath.clientId })
  const response = await fetch(`${urls.elasticpath.authBaseUrl}/oauth/access_token`, { method: 'POST', body })
  return new Response((await response.json()).access_token)
}

test('The example of a service signs in by itself.', async () => {
  const { emulator } = await run('both tokens are presented')
  expect(emulator.requests.map(({ status }) => status)).toEqual([200, 201, 200])
})

test('The example of people completes a sign-in by choosing an account.', async () => {
  const { auth, functions } = await run('function chooseAccount')
  const choices = await functions['signIn']?.(grace.username, grace.password)
  expect(choices).toHaveLength(3)
  const [, { id }] = choices as [unknown, { id: string }] // counted above
  await functions['chooseAccount']?.(id)
  expect((await auth.session()).account).toMatchObject({ id })
  expect(await functions['signIn']?.(ada.username, ada.password)).toEqual([])
})

test('The example of accounts switches to one by its name.', async () => {
  const { auth, functions } = await run('function switchTo')
  await auth.signIn({ ...grace, account: (accounts) => accounts[2]?.id })
  expect(await functions['switchTo']?.(auth, 'acc-name-2')).toMatchObject({ account: { name: 'acc-name-2' } })
  expect(await functions['switchTo']?.(auth, 'nobody')).toBeUndefined()
})

test('The example of one-time codes signs in.', async () => {
  const { auth, functions } = await run('function signInWithCode')
  expect(await functions['signInWithCode']?.(auth, ada.username, 'abc123')).toMatchObject({ totalAccounts: 1 })
})

test('The example of OpenID Connect signs in with what the provider brought back.', async () => {
  const { emulator, auth, functions } = await run('function completeSignIn')
  const { code, redirectUri, codeVerifier } = emulator.credentials.elasticpath.oidcCode
  const session = functions['completeSignIn']?.(auth, `${redirectUri}?code=${code}&state=x`, codeVerifier)
  expect(await session).toMatchObject({ totalAccounts: 1 })
})

test('The example of signing up makes a member.', async () => {
  const { auth, functions } = await run('function signUp')
  const person = ['New Person', 'new@example.com', ada.password]
  expect(await functions['signUp']?.(auth, ...person)).toMatchObject({ account: { name: 'New Person' } })
  await auth.signIn({ username: 'new@example.com', password: ada.password })
})

test('The example of an earlier token takes the session over.', async () => {
  const service = await run('both tokens are presented')
  const { value } = await service.auth.getToken()
  const { auth, functions } = await run('function takeOver', service.emulator)
  expect(await functions['takeOver']?.(auth, value)).toMatchObject({ totalAccounts: 1 })
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
