import { expectNoSecrets } from '@auth-tools/testing'
import { describe, expect, test } from 'vitest'
import { timesSent } from '../support/records.ts'
import { createTestAuth, failureOf } from '../support/test-adapter.ts'

const longest = 16 * 1024

describe('The refresh token of an answer', () => {
  test.each([
    ['a space', ' '],
    ['a text that begins with a space', ' hunter2'],
    ['a text that ends with a space', 'hunter2 '],
    ['a text that ends with a line break', 'hunter2\n'],
    ['a text with a line break', 'hunter2\r\nx-injected: yes'],
    ['a text with a tab', 'hunter2\tand more'],
    ['a text with a control character', 'hunter2\0'],
    ['a text with the character 127', 'hunter2\u007f'],
    ['a text that is not ASCII', 'hunter2-schlüssel'],
    ['a text over 16 KiB', 'x'.repeat(longest + 1)],
  ])('is refused when it is %s, at a sign-in and at a renewal.', async (_, refreshToken) => {
    const { auth, clock, endpoint } = createTestAuth()
    const wrong = { code: 'invalid_response', retryable: false, message: expect.stringContaining('refresh token') }
    endpoint.fields = { refresh_token: refreshToken }
    const error = await failureOf(clock, auth.signIn())
    expect(error).toMatchObject(wrong)
    expectNoSecrets(error, ['hunter2', 'x'.repeat(100)])
    endpoint.fields = {}
    await auth.signIn()
    endpoint.fields = { refresh_token: refreshToken }
    expect(await failureOf(clock, auth.refresh())).toMatchObject({ ...wrong, phase: 'renew' })
  })

  test.each([
    ['two words', 'two words'],
    ['any printable characters', 'a+b/c=~!"\\'],
    ['16 KiB long', 'x'.repeat(longest)],
  ])('may be %s, and is sent as it is.', async (_, refreshToken) => {
    const setup = createTestAuth()
    setup.endpoint.fields = { refresh_token: refreshToken }
    await setup.auth.getToken()
    await setup.auth.refresh()
    expect(timesSent(setup, refreshToken)).toBe(1)
  })
})
