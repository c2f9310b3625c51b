import { inspect } from 'node:util'
import { describe, expect, test } from 'vitest'
import { sameToken } from '../../src/index.ts'
import { createTestAuth } from '../support/test-adapter.ts'

describe('A token', () => {
  test('says that its value is redacted wherever it is written as text.', async () => {
    const token = await createTestAuth().auth.getToken()
    expect(JSON.stringify({ token })).toBe('{"token":"[redacted]"}')
    expect(`${token}`).toBe('[redacted]')
  })

  test('shows everything but its value when it is inspected or spread.', async () => {
    const { auth, clock } = createTestAuth()
    const token = await auth.getToken()
    const shown = { expiresAt: clock.now() + 3_600_000, generation: 1 }
    expect({ ...token }).toEqual(shown)
    expect(inspect(token, { getters: true, showHidden: true })).toBe(inspect(shown))
  })

  test('is the same as another of the same value, or as the bare text.', async () => {
    const { auth } = createTestAuth()
    const token = await auth.getToken()
    expect(sameToken(token, 'access-token-1')).toBe(true)
    expect(sameToken('access-token-1', token)).toBe(true)
    expect(sameToken(token, await auth.refresh())).toBe(false)
  })

  test('has its value in a Proxy too, as frameworks make one, and there it can be rejected.', async () => {
    const { auth } = createTestAuth()
    const watched = new Proxy(await auth.getToken(), {})
    expect(watched.value).toBe('access-token-1')
    expect(sameToken(watched, 'access-token-1')).toBe(true)
    expect((await auth.refresh({ rejected: watched })).value).toBe('access-token-2')
    expect((await auth.refresh({ rejected: watched })).value).toBe('access-token-2')
  })

  test('keeps its value from whoever looks at all of its members, or copies it.', async () => {
    const token = await createTestAuth().auth.getToken()
    expect(inspect(token, { customInspect: false, showHidden: true, depth: null })).not.toContain('access-')
    expect(JSON.stringify(structuredClone(token))).not.toContain('access-')
    expect(JSON.stringify(Object.entries(Object.getOwnPropertyDescriptors(token)))).not.toContain('access-')
  })
})
