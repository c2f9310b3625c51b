import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Exchange } from '../../src/api/operation.ts'
import type { AuthError } from '../../src/errors/auth-error.ts'
import { createRedactedFailures } from '../../src/errors/failures.ts'
import { createRedactor } from '../../src/errors/redact/redactor.ts'
import { type Encoding, encodings, latin1, readAll } from './encodings.ts'

const exchange: Exchange = {
  status: 400,
  sentAt: { wall: 0, monotonic: 0 },
  serverTime: undefined,
  requestId: undefined,
  retryAfterMs: undefined,
  attempts: 1,
}

/** An error into which a server wrote `echo` wherever it can. */
function errorOf(echo: string, whole: string, secrets: readonly string[]): AuthError {
  const fail = createRedactedFailures('test', 'sign-in', { redactor: createRedactor(secrets) })
  return fail('invalid_request', {
    message: 'refused',
    providerCode: whole.slice(0, 64),
    providerText: `not "${echo}"`,
    answer: { code: 400, text: '', exchange: { ...exchange, requestId: whole } },
    choices: [{ id: whole, name: whole }],
  })
}

function expectUnreadable(error: AuthError, secret: string): void {
  const shown = [error.message, error.providerCode, error.requestId, error.choices?.[0]?.id, error.choices?.[0]?.name]
  // Fewer characters of a secret than eight may be left where it was cut off, and the start of an escape.
  const start = (/^.{7}[%&\\]*[^%&\\]/su.exec(secret)?.[0] ?? secret).toLowerCase()
  for (const text of shown) {
    for (const reading of readAll(text ?? '')) expect(reading.toLowerCase()).not.toContain(start)
  }
}

const letters = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'
const characters = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...letters) },
  { weight: 3, arbitrary: fc.constantFrom(...` !"#$%&'()*+,-./:;<=>?@[\\]^_\`{|}~`) },
  { weight: 1, arbitrary: fc.constantFrom(...'äöüßéÑ€жф日本😀') },
)
const secretOf = (unit: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc
    .array(unit, { minLength: 6, maxLength: 40 })
    .map((all) => all.join('').normalize('NFC'))
    // A row of blanks counts as one, and what ends like the start of an escape cannot be told from one.
    .filter(
      (secret) =>
        /^[^ ].*[^ %&\\]$/.test(secret) &&
        !/[ +]{2}/.test(secret) &&
        !'[redacted]'.includes(secret.slice(0, 8).toLowerCase()),
    )
const named = (all: Readonly<Record<string, Encoding>>): fc.Arbitrary<[string, Encoding]> =>
  fc.constantFrom(...Object.entries(all))
const anyCut = fc.double({ min: 0, max: 1, noNaN: true })

describe('A secret that a server has encoded', () => {
  test('cannot be read from the error by undoing two encodings, wherever it is cut off.', () => {
    fc.assert(
      fc.property(
        secretOf(characters),
        named(encodings),
        named(encodings),
        anyCut,
        (secret, [, inner], [, outer], at) => {
          const whole = outer(inner(secret))
          expectUnreadable(errorOf(whole.slice(0, Math.ceil(whole.length * at)), whole, [secret]), secret)
        },
      ),
      { numRuns: 3000 },
    )
  })

  test('cannot be read where a charset without its letters was in the way.', () => {
    const unit = fc.oneof(fc.constantFrom(...letters), fc.constantFrom(...'äöüßéÑ -!"&'))
    fc.assert(
      fc.property(
        secretOf(unit),
        named({ ...encodings, ...latin1 }),
        named(latin1),
        anyCut,
        (secret, [, outer], [, inner], at) => {
          const whole = outer(inner(secret))
          expectUnreadable(errorOf(whole.slice(0, Math.ceil(whole.length * at)), whole, [secret]), secret)
        },
      ),
      { numRuns: 500 },
    )
  })

  test('cannot be read where it is one of many tokens.', () => {
    const token = fc.string({ unit: fc.constantFrom(...`${letters}-._~`), minLength: 16, maxLength: 40 })
    const others = Array.from({ length: 50 }, (_, index) => `another-token-${index}`)
    fc.assert(
      fc.property(token, named(encodings), named(encodings), anyCut, (secret, [, inner], [, outer], at) => {
        const whole = outer(inner(secret))
        const error = errorOf(whole.slice(0, Math.ceil(whole.length * at)), whole, [...others, secret])
        expectUnreadable(error, secret)
      }),
      { numRuns: 500 },
    )
  })

  test('cannot be read beyond single letters where a charset without the others was in the way.', () => {
    const lost = Buffer.from('pässwört-länger', 'latin1').toString('utf8')
    for (const text of [
      lost,
      encodeURIComponent(lost),
      'p&auml;ssw&ouml;rt-l&auml;nger',
      'p?ssw?rt-l?nger'.replaceAll('?', '�'),
    ]) {
      expectUnreadable(errorOf(text, text, ['pässwört-länger']), 'ssw')
    }
  })
})
