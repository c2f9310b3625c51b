import { inspect } from 'node:util'
import { describe, expect, test } from 'vitest'
import { AuthError, type AuthErrorFields, isAuthError } from '../../src/errors/auth-error.ts'

const fields: AuthErrorFields = {
  code: 'rate_limited',
  provider: 'test',
  phase: 'sign-in',
  message: '@auth/test: too many requests (429)',
  status: 429,
  retryAfterMs: 5000,
  providerCode: 'slow_down',
  requestId: 'abc-1',
  attempts: 2,
}
const least: AuthErrorFields = { code: 'reauth_required', provider: 'test', phase: 'renew', message: 'over' }

describe('An AuthError', () => {
  test('is an Error with a name, and holds what it was made of.', () => {
    const error = new AuthError(fields)
    expect(error).toBeInstanceOf(Error)
    expect(error.name).toBe('AuthError')
    expect(error).toMatchObject({ ...fields, retryable: true })
    expect(error.stack).toContain('@auth/test: too many requests (429)')
  })

  test('has no member for what is not known.', () => {
    const error = new AuthError(least)
    expect(Object.keys(error).sort()).toEqual(['attempts', 'code', 'name', 'phase', 'provider', 'retryable'])
    expect(error.attempts).toBe(0)
    expect(error).not.toHaveProperty('cause')
  })

  test('becomes JSON with all of its fields and without the stack.', () => {
    expect(JSON.parse(JSON.stringify(new AuthError(fields)))).toEqual({ ...fields, name: 'AuthError', retryable: true })
  })

  test('shows nothing more when it is inspected with hidden fields, or cloned.', () => {
    const text = inspect(new AuthError(fields), { showHidden: true, depth: null })
    for (const member of ['Request', 'Response', 'Headers', 'secrets', 'cause']) expect(text).not.toContain(member)
    const clone = structuredClone(new AuthError(fields))
    expect(clone.message).toBe(fields.message)
    expect(clone).toBeInstanceOf(Error)
  })
})

describe('The member `retryable` of an error', () => {
  test.each([
    ['network', undefined, true],
    ['timeout', undefined, true],
    ['timeout', 408, true],
    ['rate_limited', 429, true],
    ['server_error', 500, true],
    ['server_error', 503, true],
    ['cooling_down', undefined, true],
    ['invalid_credentials', 500, true],
    ['invalid_credentials', 401, false],
    ['invalid_credentials', 400, false],
    ['invalid_client', 401, false],
    ['invalid_request', 400, false],
    ['access_denied', 403, false],
    ['account_selection_required', 200, false],
    ['reauth_required', undefined, false],
    ['token_rejected', undefined, false],
    ['invalid_response', 200, false],
    ['invalid_response', 302, false],
    ['unexpected_redirect', 307, false],
    ['insecure_url', undefined, false],
    ['origin_not_allowed', undefined, false],
    ['store_failed', undefined, false],
    ['a_later_code', undefined, false],
    ['a_later_code', 408, true],
    ['a_later_code', 429, true],
    ['a_later_code', 502, true],
  ])('with code %s and status %s is %s.', (code, status, retryable) => {
    expect(new AuthError({ ...least, code, status }).retryable).toBe(retryable)
  })
})

describe('`isAuthError`', () => {
  test('tells an AuthError from everything else.', () => {
    expect(isAuthError(new AuthError(least))).toBe(true)
    for (const other of [new Error('x'), { code: 'network', name: 'AuthError' }, null, undefined, 'text', 5]) {
      expect(isAuthError(other)).toBe(false)
    }
  })

  test('compares the code when one is given.', () => {
    const error = new AuthError(least)
    expect(isAuthError(error, 'reauth_required')).toBe(true)
    expect(isAuthError(error, 'network')).toBe(false)
  })

  test('knows the error of another copy of the package.', () => {
    class AuthErrorOfAnotherCopy extends Error {
      readonly code = 'network'
      constructor() {
        super('from elsewhere')
        Object.defineProperty(this, Symbol.for('@auth/core.AuthError'), { value: true })
      }
    }
    const error = new AuthErrorOfAnotherCopy()
    expect(error).not.toBeInstanceOf(AuthError)
    expect(isAuthError(error)).toBe(true)
    expect(isAuthError(error, 'network')).toBe(true)
    expect(isAuthError(error, 'timeout')).toBe(false)
  })
})
