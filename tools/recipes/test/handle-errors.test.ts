import { AuthError } from '@auth/core'
import { afterEach, expect, test, vi } from 'vitest'
import { toResponse } from '../src/handle-errors.ts'
import { emulateMeshy } from './support/meshy.ts'

afterEach(() => {
  vi.restoreAllMocks()
})

test.each([
  { what: 'nobody is signed in', options: { credentials: undefined }, status: 303 },
  { what: 'the password is wrong', options: { credentials: { username: 'ada', password: 'wrong' } }, status: 401 },
  { what: 'the public key is wrong', options: { publicKey: 'pk_wrong' }, status: 500 },
])('$status when $what', async ({ options, status }) => {
  const logged: string[] = []
  vi.spyOn(console, 'error').mockImplementation((line: string) => logged.push(line))
  const response = await emulateMeshy().create(options).fetch('/users/me').catch(toResponse)
  expect(response.status).toBe(status)
  expect(logged.map((line) => JSON.parse(line).code)).toEqual(status === 500 ? ['invalid_client'] : [])
})

test('403 when the user is not active', async () => {
  const { emulator, create } = emulateMeshy()
  const inactive = (): Response => new Response('User is no longer active.', { status: 400 })
  emulator.fail({ provider: 'meshy', endpoint: 'token', kind: inactive })
  expect((await create().fetch('/users/me').catch(toResponse)).status).toBe(403)
})

test('409 with the accounts to choose from', async () => {
  const choices = [{ id: 'a1', name: 'First' }]
  const code = 'account_selection_required'
  const response = toResponse(
    new AuthError({ code, provider: 'elasticpath', phase: 'sign-in', message: 'choose an account', choices }),
  )
  expect(response.status).toBe(409)
  expect(await response.json()).toEqual({ chooseFrom: choices })
})

test('503 with the time to wait while the provider is down', async () => {
  const { clock, emulator, create } = emulateMeshy()
  emulator.fail({
    provider: 'meshy',
    times: Infinity,
    kind: () => new Response(null, { status: 503, headers: { 'retry-after': '120' } }),
  })
  const auth = create()
  for (const attempt of ['the one that was refused', 'the one that was not sent']) {
    const response = await clock.settle(auth.fetch('/users/me').catch(toResponse))
    expect(response.status, attempt).toBe(503)
    expect(Number(response.headers.get('retry-after'))).toBeGreaterThanOrEqual(120)
  }
})

test('what is not an AuthError is thrown on', () => {
  expect(() => toResponse(new TypeError('a bug'))).toThrow('a bug')
})
