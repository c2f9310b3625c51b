import { describe, expect, expectTypeOf, test } from 'vitest'
import { AuthError, type AuthErrorCode, isAuthError, type KnownAuthErrorCode } from '../../src/index.ts'

const error: unknown = new AuthError({ code: 'rate_limited', provider: 'test', phase: 'sign-in', message: 'slow down' })

describe('The known codes', () => {
  test('Are a closed union, in which a typo is an error of the compiler.', () => {
    expectTypeOf<'rate_limited'>().toExtend<KnownAuthErrorCode>()
    expectTypeOf<'rate_limitd'>().not.toExtend<KnownAuthErrorCode>()
    expectTypeOf<string>().not.toExtend<KnownAuthErrorCode>()
    // @ts-expect-error: a typo.
    expect(isAuthError(error, 'rate_limitd')).toBe(false)
    expect(isAuthError(error, 'rate_limited')).toBe(true)
  })

  test('Let a `switch` that forgets one not compile.', () => {
    const isPersons = (code: KnownAuthErrorCode): boolean => {
      switch (code) {
        case 'invalid_credentials':
        case 'access_denied':
          return true
        default:
          // @ts-expect-error: the other codes come here.
          code satisfies never
          return false
      }
    }
    expect(isPersons('rate_limited')).toBe(false)
  })

  test('Are some of the codes that an error may have, since later versions may add others.', () => {
    expectTypeOf<KnownAuthErrorCode>().toExtend<AuthErrorCode>()
    expectTypeOf<AuthErrorCode>().not.toExtend<KnownAuthErrorCode>()
    expect(new AuthError({ code: 'of_tomorrow', provider: 'test', phase: 'call', message: '' }).code).toBe(
      'of_tomorrow',
    )
  })
})

describe('What `isAuthError` tells the compiler', () => {
  test('Is the code that was asked for.', () => {
    if (!isAuthError(error, 'rate_limited')) return expect.fail('it is one')
    expectTypeOf(error.code).toEqualTypeOf<'rate_limited'>()
  })

  test('Is not that an error with another code is none.', () => {
    if (!isAuthError(error)) return expect.fail('it is one')
    if (isAuthError(error, 'network')) return expect.fail('it is another')
    expectTypeOf(error).toEqualTypeOf<AuthError>()
    expect(error.code).toBe('rate_limited')
  })
})
