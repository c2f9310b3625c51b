import { expectNoSecrets } from '@auth-tools/testing'
import { describe, expect, test } from 'vitest'
import type { Exchange, Undocumented } from '../../src/api/operation.ts'
import { createFailures } from '../../src/errors/failures.ts'

const exchange: Exchange = {
  status: 400,
  sentAt: { wall: 0, monotonic: 0 },
  serverTime: undefined,
  requestId: 'abc-1',
  retryAfterMs: 3000,
  attempts: 2,
}
const answer = (code: number, text = ''): Undocumented => ({
  status: 'undocumented',
  code,
  data: undefined,
  text,
  exchange,
})
const secrets = ['someone@example.com', 'hunter2-hunter2']
const fail = await createFailures('test', 'sign-in', secrets)

describe('A failure', () => {
  test('takes its facts from the answer.', () => {
    const error = fail('invalid_credentials', { message: 'refused', answer: answer(400), providerCode: 'bad_login' })
    expect(error).toMatchObject({
      code: 'invalid_credentials',
      provider: 'test',
      phase: 'sign-in',
      status: 400,
      requestId: 'abc-1',
      retryAfterMs: 3000,
      attempts: 2,
      providerCode: 'bad_login',
      message: '@auth/test: refused (the provider said bad_login)',
    })
  })

  test('quotes both the code and the words of the provider.', () => {
    const error = fail('access_denied', { message: 'no', providerCode: 'locked', providerText: 'Too many attempts' })
    expect(error.message).toBe('@auth/test: no (the provider said locked: "Too many attempts")')
  })

  test("quotes the provider's words, or the text of the answer, without secrets.", () => {
    const quoted = fail('access_denied', { message: 'no', providerText: 'someone%40example.com is locked' })
    expect(quoted.message).toBe('@auth/test: no (the provider said "[redacted] is locked")')
    const text = fail('access_denied', { message: 'no', answer: answer(403, 'HUNTER2-HUNTER2 is wrong') })
    expect(text.message).toBe('@auth/test: no (the provider said "[redacted] is wrong")')
  })

  test.each(['two words', '', 'x'.repeat(65), 'hunter2-hunter2', 'id-HUNTER2-hunter2', 'line\nbreak', { a: 1 }, 5])(
    'does not repeat %j as a code or request id.',
    (value) => {
      const given = { message: 'no', providerCode: value as string } // what a server really sends may be anything
      const error = fail('invalid_request', {
        ...given,
        answer: { ...answer(400), exchange: { ...exchange, requestId: value as string } }, // as above
      })
      expect(error).not.toHaveProperty('providerCode')
      expect(error).not.toHaveProperty('requestId')
      expect(error.message).toBe('@auth/test: no')
    },
  )

  test('hides secrets in the names of its choices, and keeps their ids.', () => {
    const choices = [
      { id: '7f3c5ad2-5a3f-4c66-8a3c-0c1f7a3d2b10', name: 'Acme (someone@example.com)' },
      { id: 'b', name: `long${' name'.repeat(100)}` },
    ]
    const error = fail('account_selection_required', { message: 'choose', choices })
    expect(error.choices?.map(({ id }) => id)).toEqual(choices.map(({ id }) => id))
    expect(error.choices?.[0]?.name).toBe('Acme ([redacted])')
    expect(error.choices?.[1]?.name).toHaveLength(200)
    expectNoSecrets(error, secrets)
  })

  test('hides secrets in the ids of its choices too.', () => {
    const choices = [
      { id: 'hunter2-hunter2', name: 'Acme' },
      { id: Buffer.from('someone@example.com').toString('hex'), name: 'Acme' },
    ]
    const error = fail('account_selection_required', { message: 'choose', choices })
    expect(error.choices?.map(({ id }) => id)).toEqual(['[redacted]', '[redacted]'])
  })

  test('keeps the ids of its choices where they only look like part of a short secret.', async () => {
    const choices = [{ id: 'ab-1234', name: 'Acme 1234' }]
    const error = (await createFailures('test', 'sign-in', ['1234']))('account_selection_required', {
      message: 'x',
      choices,
    })
    expect(error.choices).toEqual([{ id: 'ab-1234', name: 'Acme [redacted]' }])
  })

  test.each<BufferEncoding>(['hex', 'base64url'])(
    'does not repeat a code or request id that is a secret in %s.',
    (form) => {
      const value = Buffer.from('hunter2-hunter2').toString(form)
      const requestId = `req-${value}`
      const error = fail('invalid_request', {
        message: 'no',
        providerCode: value,
        answer: { ...answer(400), exchange: { ...exchange, requestId } },
      })
      expect(error).not.toHaveProperty('providerCode')
      expect(error).not.toHaveProperty('requestId')
    },
  )

  test('looks at no secret when the provider said nothing.', async () => {
    const secret = {
      [Symbol.iterator](): Iterator<string> {
        throw new Error('the secrets were looked at')
      },
    }
    const said = { ...answer(400), exchange: { ...exchange, requestId: undefined } }
    const error = (await createFailures('test', 'sign-in', secret))('network', { message: 'no', answer: said })
    expect(error.message).toBe('@auth/test: no')
  })

  test('looks at the secrets once, whatever the provider said.', async () => {
    let looks = 0
    const counted = {
      *[Symbol.iterator](): Iterator<string> {
        looks += 1
        yield* secrets
      },
    }
    const choices = Array.from({ length: 100 }, (_, index) => ({ id: `id-${index}`, name: `hunter2-hunter2 ${index}` }))
    const details = { message: 'no', answer: answer(400), providerCode: 'x', providerText: 'HUNTER2-hunter2', choices }
    const error = (await createFailures('test', 'sign-in', counted))('account_selection_required', details)
    expectNoSecrets(error, secrets)
    expect(looks).toBe(1)
  })

  test('shows names also when a secret is short.', async () => {
    const choices = [{ id: 'a', name: 'Acme of Bob' }]
    const error = (await createFailures('test', 'sign-in', ['bob']))('account_selection_required', {
      message: 'x',
      choices,
    })
    expect(error.choices).toEqual([{ id: 'a', name: 'Acme of [redacted]' }])
  })

  test('knows secrets that turned up after it was made.', async () => {
    const known = new Set<string>()
    const late = await createFailures('test', 'sign-in', known)
    for (const secret of ['late-secret', 'later-secret']) {
      known.add(secret)
      expect(late('network', { message: 'x', providerText: secret }).message).toContain('said "[redacted]"')
    }
  })
})

describe('A status that means the same everywhere,', () => {
  test.each([
    [408, 'timeout', true],
    [429, 'rate_limited', true],
    [500, 'server_error', true],
    [502, 'server_error', true],
    [503, 'server_error', true],
    [599, 'server_error', true],
    [418, 'invalid_response', false],
    [204, 'invalid_response', false],
  ])('%i, becomes %s.', (code, expected, retryable) => {
    expect(fail.ofStatus(answer(code))).toMatchObject({ code: expected, status: code, retryable, attempts: 2 })
  })

  test.each([
    [408, 'the token endpoint timed out (408)'],
    [429, 'too many requests (429)'],
    [503, 'the token endpoint failed (503)'],
    [418, 'the token endpoint answered 418, which its documentation does not describe'],
  ])('%i says "%s".', (code, words) => {
    expect(fail.ofStatus(answer(code)).message).toBe(`@auth/test: ${words}`)
  })
})
