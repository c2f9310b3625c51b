import { createVirtualClock } from '@auth-tools/testing'
import { describe, expect, test } from 'vitest'
import { ada, createTestAuth, failureOf } from '../support/test-adapter.ts'
import { createTokenEndpoint } from '../support/token-endpoint.ts'

const grace = { username: 'grace', password: 'nanoseconds' }

function createPair() {
  const clock = createVirtualClock()
  const endpoint = createTokenEndpoint(clock)
  endpoint.accept(grace.username, grace.password)
  const first = createTestAuth({ clock, endpoint, credentials: ada }).auth
  const second = createTestAuth({ clock, endpoint, credentials: grace }).auth
  return { clock, endpoint, first, second }
}

describe('Two clients in one process', () => {
  test('They share no request and no token, though they ask at the same time.', async () => {
    const { clock, endpoint, first, second } = createPair()
    const [one, other] = await clock.settle(Promise.all([first.getToken(), second.getToken()]))
    expect(one.value).not.toBe(other.value)
    expect(endpoint.requests.map((request) => request.username)).toEqual(['ada', 'grace'])
    expect([await first.session(), await second.session()]).toEqual([{ user: 'ada' }, { user: 'grace' }])
  })

  test('They share no session with the same credentials either, unless they share a store.', async () => {
    const clock = createVirtualClock()
    const endpoint = createTokenEndpoint(clock)
    const pair = [createTestAuth({ clock, endpoint }), createTestAuth({ clock, endpoint })]
    const tokens = await clock.settle(Promise.all(pair.map(({ auth }) => auth.getToken())))
    expect(tokens[0]?.value).not.toBe(tokens[1]?.value)
  })

  test('A pause of one does not hold up the other.', async () => {
    const { clock, endpoint, first, second } = createPair()
    endpoint.goDown()
    await failureOf(clock, first.getToken())
    endpoint.recover()
    expect(first.status).toBe('cooling-down')
    expect((await second.getToken()).value).toBe('access-token-1')
  })

  test('A refusal, a rejected token or a sign-out of one does not concern the other.', async () => {
    const { clock, endpoint, first, second } = createPair()
    const kept = await second.getToken()
    await first.getToken()
    await clock.settle(first.refresh({ rejected: kept }))
    await clock.settle(first.signOut())
    await failureOf(clock, first.signIn({ ...ada, password: 'a wrong one' }))
    const sent = endpoint.requests.length
    expect(await second.getToken()).toBe(kept)
    expect([first.status, second.status]).toEqual(['reauth-required', 'fresh'])
    expect(endpoint.requests).toHaveLength(sent)
  })
})
