import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Auth, AuthOptions } from '@auth/core'
import { createVirtualClock, expectNoSecrets, failureOf } from '@auth-tools/testing'
import { beforeAll, expect, test } from 'vitest'
import { createProvider } from '../src/create-provider.ts'
import { client, startOAuthServer } from './support/oauth-server.ts'
import { copyRepository, generateLedger, ledgerSpec, linkModules, typeCheck } from './support/repository-copy.ts'

const handWritten = await readFile(new URL('fixture/adapter.ts', import.meta.url), 'utf8')

type Ledger = Auth<{ tokenType?: string; scope?: string }, typeof client>
type CreateLedger = (options: AuthOptions<typeof client> & { scope?: string }) => Ledger

let folder: string
let createLedgerAuth: CreateLedger

/** A new package, with its adapter written by hand: nothing else is changed. */
beforeAll(async () => {
  const cleanUps: (() => Promise<void>)[] = []
  const root = await copyRepository((cleanUp) => cleanUps.push(cleanUp))
  const wanted = { name: 'ledger', spec: ledgerSpec, only: ['createAccessToken'] }
  await createProvider(wanted, { root, generate: generateLedger })
  folder = join(root, 'packages/ledger')
  await writeFile(join(folder, 'src/adapter.ts'), handWritten.replaceAll('../golden/packages/ledger/src/', './'))
  await linkModules(folder)
  ;({ createLedgerAuth } = await import(join(folder, 'src/index.ts')))
  return async () => {
    for (const cleanUp of cleanUps) await cleanUp()
  }
}, 60_000)

test('the hand-written part of a provider is under 60 lines', () => {
  expect(handWritten.trimEnd().split('\n').length).toBeLessThan(60)
})

test('a new package with its adapter written compiles', async () => {
  expect(await typeCheck(folder)).toBe('')
})

test('a new package with its adapter written signs in, and signs in again when its token ends', async () => {
  const clock = createVirtualClock()
  const { url, asked, last } = await startOAuthServer(clock)
  const options = { authBaseUrl: url, apiBaseUrl: url, clock, credentials: client }
  const auth = createLedgerAuth({ ...options, scope: 'invoices.read' })

  const responses = await Promise.all([auth.fetch('/v1/invoices'), auth.fetch('/v1/invoices')])
  expect(responses.map(({ status }) => status)).toEqual([200, 200])
  expect(asked).toEqual(['POST /oauth2/token 200', 'GET /v1/invoices 200', 'GET /v1/invoices 200'])
  expect(last.headers['content-type']).toBe('application/x-www-form-urlencoded')
  expect(last.form).toEqual({ grant_type: 'client_credentials', scope: 'invoices.read' })
  expect(await auth.session()).toEqual({ tokenType: 'Bearer', scope: 'invoices.read' })
  const first = await auth.getToken()
  expect(first.expiresAt).toBe(clock.now() + 3_600_000)

  await clock.advance(3_600_000)
  expect((await auth.fetch('/v1/invoices')).status).toBe(200)
  expect((await auth.getToken()).value).not.toBe(first.value)
  expect(asked.filter((line) => line.startsWith('POST'))).toHaveLength(2)
})

test('a new package with its adapter written tells causes apart, without secrets', async () => {
  const clock = createVirtualClock()
  const { url } = await startOAuthServer(clock)
  const options = { authBaseUrl: url, apiBaseUrl: url, clock }
  const wrong = { ...client, clientSecret: 'not-the-secret' }
  const refused = await failureOf(createLedgerAuth({ ...options, credentials: wrong }).getToken())
  expect(refused).toMatchObject({ code: 'invalid_client', provider: 'ledger', status: 401 })
  const scoped = await failureOf(createLedgerAuth({ ...options, scope: 'all', credentials: client }).getToken())
  expect(scoped).toMatchObject({ code: 'invalid_request', providerCode: 'invalid_scope' })
  for (const error of [refused, scoped]) expectNoSecrets(error, [...Object.values(client), 'not-the-secret'])
})

test('what is left to fill in after that is found by place, for the test that guards a public package', async () => {
  const { leftToFillIn, canSignIn } = await import(join(folder, 'test/support/left-to-fill-in.ts'))
  const files = new Set(leftToFillIn.map((place: string) => place.split(':')[0]))
  expect([...files]).toEqual(['src/create-ledger-auth.ts', 'src/options.ts', 'README.md'])
  expect(canSignIn).toBe(true)
})
