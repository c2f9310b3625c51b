import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { redactName, redactText, safeIdentifier } from './redact.ts'

const html = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
const forms: Readonly<Record<string, (secret: string) => string>> = {
  plain: (secret) => secret,
  percent: (secret) => encodeURIComponent(secret),
  form: (secret) => new URLSearchParams([['', secret]]).toString().slice(1),
  base64: (secret) => Buffer.from(secret).toString('base64'),
  base64url: (secret) => Buffer.from(secret).toString('base64url'),
  json: (secret) => JSON.stringify(secret).slice(1, -1),
  html,
}
const ascii = /[a-z]/gi
const upper = (text: string): string => text.replace(ascii, (letter) => letter.toUpperCase())
const lower = (text: string): string => text.replace(ascii, (letter) => letter.toLowerCase())
const cases = [(text: string) => text, upper, lower]

const wellFormed = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 })
const password = fc.oneof(
  wellFormed,
  fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 40 }),
  fc.stringMatching(/^[\w$&+,/:;=?@ "'<>#%{}|\\^~[\]`.-]{1,40}$/),
)
// What is left in place of a secret cannot be told from a secret of the same letters.
const secret = password.filter((text) => !'[redacted]'.includes(text.toLowerCase()) && text.trim() !== '')
const around = fc.constantFrom('', ' ', 'the value ', '"', '<b>', '\n', '{"error":"')
const options = { numRuns: 200 }

describe('No secret survives', () => {
  test.each(Object.entries(forms))('in a text, in its %s form, in any case.', (_, form) => {
    fc.assert(
      fc.property(secret, around, around, fc.constantFrom(...cases), (value, before, after, change) => {
        const echoed = change(form(value))
        const text = redactText(`${before}${echoed}${after}`, [value])
        for (const shown of [echoed, value]) expect(lower(text).includes(lower(shown))).toBe(false)
      }),
      options,
    )
  })

  test.each(Object.entries(forms))('in a name, in its %s form, in any case.', (_, form) => {
    fc.assert(
      fc.property(secret, fc.constantFrom(...cases), (value, change) => {
        const echoed = change(form(value))
        const name = lower(redactName(`«${echoed}»`, [value])).replaceAll('[redacted]', '')
        for (const shown of [echoed, value]) expect(name.includes(lower(shown))).toBe(false)
      }),
      options,
    )
  })

  test('when there are several.', () => {
    fc.assert(
      fc.property(fc.array(secret, { minLength: 1, maxLength: 5 }), (values) => {
        const long = values.filter((value) => value.length >= 6)
        const text = redactText(`x ${long.join(' and ')} y`, long)
        const marks = text.replaceAll('[redacted]', '')
        for (const value of long) expect(lower(marks).includes(lower(value))).toBe(false)
      }),
      options,
    )
  })

  test('as a code or request id.', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[\w.:-]{1,20}$/), fc.constantFrom(...Object.values(forms)), (value, form) => {
        expect(safeIdentifier(form(value), [value])).toBeUndefined()
        expect(safeIdentifier(`id-${value}`, [value])).toBeUndefined()
      }),
    )
  })
})

describe('Of a secret of any characters, unpaired surrogates included,', () => {
  const halves = fc.array(fc.integer({ min: 0, max: 0xff_ff }), { minLength: 6, maxLength: 20 })
  const anything = fc.oneof(
    fc.string({ unit: 'binary', minLength: 6, maxLength: 30 }),
    halves.map((units) => String.fromCharCode(...units)),
    fc
      .array(fc.constantFrom('\ud83d', '\ude00', '😀', 'ö', '\u2028', '"', '%'), { minLength: 6 })
      .map((all) => all.join('')),
  )
  const shown = anything.filter((text) => /[^\p{C}\p{Z}]/u.test(text.toWellFormed()))
  const surroundings = fc.string({ unit: 'binary', maxLength: 40 })
  // Half a character cannot be sent as UTF-8: what arrives, and comes back, is U+FFFD.
  const sent = Object.entries(forms).map(([name, form]) => [name, (text: string) => form(text.toWellFormed())] as const)
  const kept = [
    ['JSON with halves', forms['json']],
    ['plain with halves', forms['plain']],
  ] as const

  test.each([...sent, ...kept])('no trace remains in any text, in its %s form.', (_, form) => {
    fc.assert(
      fc.property(shown, surroundings, surroundings, (value, before, after) => {
        const echoed = form?.(value) ?? ''
        const name = redactName(`${before}${echoed}${after}`, [value]).replaceAll('[redacted]', '')
        const text = redactText(`${before}${echoed}${after}`, [value]).replaceAll('[redacted]', '')
        for (const left of [name, text]) {
          for (const trace of [echoed, value, value.toWellFormed()]) expect(left.includes(trace)).toBe(false)
        }
      }),
      options,
    )
  })

  test('no trace remains if it is long.', () => {
    const long = fc.tuple(shown, fc.integer({ min: 200, max: 400 })).map(([text, times]) => text.repeat(times))
    fc.assert(
      fc.property(long, fc.constantFrom(...sent), (value, [, form]) => {
        const left = redactText(`it was <${form(value)}>, they say`, [value])
        // Marks that nothing carries, padding, or a part of the escape in which reading ended may be left.
        expect(left).toMatch(/^(?:it was <(?:\p{M}|%[\dA-F]{2}|&#x?[\da-f]+;|\\u[\da-f]{4})*\[redacted\].{0,20})?$/iu)
      }),
      { numRuns: 30 },
    )
  })
})

describe('Every text', () => {
  test('that is left is printable, well-formed and at most 200 characters.', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 600 }),
        fc.array(secret, { maxLength: 2 }),
        (text, secrets) => {
          const left = redactText(text, secrets)
          expect(left.length).toBeLessThanOrEqual(200)
          expect(left.isWellFormed()).toBe(true)
          expect(left).not.toMatch(/[\p{Cc}\p{Cf}\u2028\u2029]/u)
        },
      ),
      options,
    )
  })
})
