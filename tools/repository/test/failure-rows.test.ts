import { readFailureTable } from '@auth-tools/testing'
import { describe, expect, test } from 'vitest'
import { type Calls, documentedErrors, missingRows } from './support/failure-rows.ts'
import { find, read, root } from './support/repository.ts'

const signedOut = 'a session that the service does not know any more is signed out'

/** For each provider, the phases of its table, by the operation that they send. */
const calls: Readonly<Record<string, Calls>> = {
  meshy: {
    createToken: { phases: ['sign-in', 'renew'] },
    revokeToken: { phases: ['sign-out'] },
    registerAnonymous: { phases: ['register'] },
  },
  elasticpath: {
    createAccountMemberTokens: { phases: ['sign-in', 'renew'] },
    createClientToken: { phases: ['client-token'] },
  },
  gooru: {
    createToken: { phases: ['sign-in'] },
    renewToken: { phases: ['renew'] },
    checkToken: { phases: ['check'] },
    deleteToken: { phases: ['sign-out'], fine: { 401: signedOut } },
    revokeRefreshToken: { phases: ['sign-out'], fine: { 401: signedOut } },
  },
  genlogs: {
    createToken: { phases: ['sign-in'] },
    refreshToken: { phases: ['renew'] },
  },
}

const providers = find('packages/*/src/generated/operations.ts').map((path) => path.split('/')[1] ?? '')
const generatedOf = (provider: string): string => read(`packages/${provider}/src/generated/operations.ts`)
const rowsOf = (provider: string) => readFailureTable(new URL(`file://${root}packages/${provider}/README.md`))

describe.each(providers)('%s', (provider) => {
  test('has a row in the table of failures in its README for each documented status of each call', async () => {
    expect(missingRows(generatedOf(provider), calls[provider] ?? {}, await rowsOf(provider))).toEqual([])
  })

  test('misses a row as soon as a status is added', async () => {
    const changed = generatedOf(provider).replaceAll('| Undocumented', '| Documented<418, undefined> | Undocumented')
    const missing = missingRows(changed, calls[provider] ?? {}, await rowsOf(provider))
    const wanted = Object.entries(calls[provider] ?? {}).flatMap(([operation, { phases }]) =>
      phases.map((phase) => `${operation}: no row for \`${phase}\`, \`418\``),
    )
    expect(missing.sort()).toEqual(wanted.sort())
  })
})

test('operations that no phase is known for are asked about, and those that are known exist', () => {
  expect(missingRows('export type MoveTokenResult = Documented<400, undefined>', {}, [])).toEqual([
    'moveToken: which phases of the table is it for?',
  ])
  const known = Object.entries(calls).map(([provider, operations]) => [provider, Object.keys(operations).sort()])
  const found = providers.map((provider) => [provider, [...documentedErrors(generatedOf(provider)).keys()].sort()])
  expect(Object.fromEntries(known)).toEqual(Object.fromEntries(found))
})
