import type { FaultKind } from '@auth/emulator/fetch'
import { createVirtualClock, failureOf } from '@auth-tools/testing'
import { describe, expect, test } from 'vitest'
import type { ElasticPathCredentials } from '../src/index.ts'
import { oneTimeCredentials, setUp } from './support.ts'

const clientTokenLifetimeMs = 60_000

/** Counts the requests that carry what works once. */
function watch() {
  const clock = createVirtualClock()
  const bodies: string[] = []
  const home = setUp({}, { elasticpath: { clientTokenLifetimeMs } })
  const setup = setUp({
    credentials: undefined,
    clock,
    fetch: async (input, init) => {
      const request = new Request(input, init)
      bodies.push(await request.clone().text())
      return (home.options.fetch ?? fetch)(request)
    },
  })
  return { ...setup, clock, emulator: home.emulator, bodies }
}

const secretOf = (credentials: ElasticPathCredentials): string => {
  if (credentials.mechanism === 'passwordless') return credentials.oneTimePasswordToken
  if (credentials.mechanism === 'oidc') return credentials.authorizationCode
  if (credentials.mechanism === 'self_signup') return credentials.password
  throw new Error('not of one use')
}

describe.each(oneTimeCredentials)('What works once, by %s', (_, credentials) => {
  const secret = secretOf(credentials)

  test.each<FaultKind>(['reset', 'refuse', 'html', 'rate-limit', 'unavailable', 'truncate', 'stall'])(
    'It is sent once when the answer is: %s.',
    async (kind) => {
      const { auth, clock, emulator, bodies } = watch()
      emulator.fail({ provider: 'elasticpath', endpoint: 'token', kind })
      const error = await clock.settle(failureOf(auth.signIn(credentials)))
      expect(error).toMatchObject({ phase: 'sign-in', attempts: 1 })
      expect(bodies.filter((body) => body.includes(secret))).toHaveLength(1)
    },
  )

  test('It is sent once when the client token is dead, and is good for the next sign-in.', async () => {
    const { auth, emulator, bodies } = watch()
    await auth.signIn({ username: 'grace@example.com', password: 'three-accounts', account: (all) => all[0]?.id })
    emulator.advance(clientTokenLifetimeMs)
    await expect(auth.signIn(credentials)).rejects.toMatchObject({
      code: 'invalid_client',
      attempts: 1,
      message: expect.stringContaining('The credentials were not looked at'),
    })
    expect(bodies.filter((body) => body.includes(secret))).toHaveLength(1)
    expect((await auth.signIn(credentials)).accounts).toHaveLength(1)
  })

  test.each<FaultKind>(['reset', 'refuse', 'html'])(
    'It is sent once also as the `credentials` option, when the answer is: %s.',
    async (kind) => {
      const clock = createVirtualClock()
      const { auth, emulator, calls } = setUp({ credentials, clock }, { clock })
      emulator.fail({ provider: 'elasticpath', endpoint: 'client-token', kind: 'server-error', times: 3 })
      await expect(clock.settle(auth.getToken())).rejects.toMatchObject({ code: 'server_error' })
      await clock.advance(120_000)
      emulator.fail({ provider: 'elasticpath', endpoint: 'token', kind })
      await expect(clock.settle(auth.getToken())).rejects.toMatchObject({ retryable: true })
      await clock.advance(120_000)
      await expect(clock.settle(auth.getToken())).rejects.toMatchObject({
        code: 'reauth_required',
        message: expect.stringContaining('works once'),
      })
      expect(calls().filter((endpoint) => endpoint === 'token')).toHaveLength(1)
    },
  )

  test('It is not kept: when the session is over, a person is asked to sign in.', async () => {
    const { auth, emulator, bodies } = watch()
    await auth.signIn(credentials)
    emulator.revokeAccessTokens('elasticpath')
    await expect(auth.fetch('/v2/accounts')).rejects.toMatchObject({ code: 'reauth_required' })
    expect(bodies.filter((body) => body.includes(secret))).toHaveLength(1)
  })
})
