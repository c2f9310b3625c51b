import { afterEach, expect, test, vi } from 'vitest'
import { createRealTimeAuth } from '../support/api-auth.ts'

afterEach(() => {
  vi.unstubAllGlobals()
})

test('A platform that lacks something is refused when the client is made, by the name of what it lacks.', () => {
  vi.stubGlobal('AbortSignal', class {})
  vi.stubGlobal('crypto', undefined)
  expect(() => createRealTimeAuth({})).toThrow(
    new TypeError('@auth/test: this platform has no crypto.subtle, AbortSignal.any: use a newer one, or a polyfill'),
  )
})

test('A page that came over plain HTTP is told so.', () => {
  vi.stubGlobal('crypto', {})
  vi.stubGlobal('isSecureContext', false)
  expect(() => createRealTimeAuth({})).toThrow(
    new TypeError('@auth/test: this platform has no crypto.subtle: serve this page over HTTPS'),
  )
})

test('What every platform of today has is enough.', () => {
  expect(createRealTimeAuth({}).status).toBe('empty')
})
