import { expect, test } from 'vitest'
import { createTestAuth } from '../support/test-adapter.ts'

const hourMs = 3_600_000

test('A token is renewed on time, however often it was used just before.', async () => {
  const { auth, clock, endpoint } = createTestAuth({ random: () => 0 })
  await auth.getToken()
  const renewAtMs = hourMs - 300_000
  await clock.advance(renewAtMs - 1500)
  for (let leftMs = 1500; leftMs > 0; leftMs -= 1) {
    expect((await auth.getToken()).value).toBe('access-token-1')
    expect(endpoint.requests).toHaveLength(1)
    await clock.advance(1)
  }
  await auth.getToken()
  await clock.advance(0)
  expect(endpoint.requests).toHaveLength(2)
})

test.each([
  ['back', -hourMs],
  ['back by a little', -1],
  ['ahead', hourMs],
])('A wall clock set %s between two uses does not stretch a token.', async (_, byMs) => {
  const { auth, clock } = createTestAuth()
  await auth.getToken()
  await auth.getToken()
  await clock.advance(hourMs)
  clock.setWall(clock.now() - hourMs + byMs)
  expect((await auth.getToken()).value).toBe('access-token-2')
})

test('A token that was looked at a moment ago is not handed out once it was replaced, or the session ended.', async () => {
  const { auth, clock } = createTestAuth()
  const first = await auth.getToken()
  await clock.advance(10)
  expect(await auth.getToken()).toBe(first)
  await auth.refresh({ rejected: first })
  expect((await auth.getToken()).value).toBe('access-token-2')
  await auth.signOut()
  await expect(auth.getToken()).rejects.toMatchObject({ code: 'reauth_required' })
})

test('A token that is rejected between two uses is not handed out at the second one.', async () => {
  const { auth } = createTestAuth()
  const first = await auth.getToken()
  expect(await auth.getToken()).toBe(first)
  const renewal = auth.refresh({ rejected: first.value })
  const next = await auth.getToken()
  await renewal
  expect(next.value).toBe('access-token-2')
})
