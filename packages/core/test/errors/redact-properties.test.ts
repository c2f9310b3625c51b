import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { redactName, redactText, safeIdentifier } from '../../src/errors/redact.ts'

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

describe('no secret survives', () => {
  it.each(Object.entries(forms))('in a text, in its %s form, in any case', (_, form) => {
    fc.assert(
      fc.property(secret, around, around, fc.constantFrom(...cases), (value, before, after, change) => {
        const echoed = change(form(value))
        const text = redactText(`${before}${echoed}${after}`, [value])
        for (const shown of [echoed, value]) expect(lower(text).includes(lower(shown))).toBe(false)
      }),
      options,
    )
  })

  it.each(Object.entries(forms))('in a name, in its %s form, in any case', (_, form) => {
    fc.assert(
      fc.property(secret, fc.constantFrom(...cases), (value, change) => {
        const echoed = change(form(value))
        const name = lower(redactName(`«${echoed}»`, [value])).replaceAll('[redacted]', '')
        for (const shown of [echoed, value]) expect(name.includes(lower(shown))).toBe(false)
      }),
      options,
    )
  })

  it('when there are several', () => {
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

  it('as a code or request id', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[\w.:-]{1,20}$/), fc.constantFrom(...Object.values(forms)), (value, form) => {
        expect(safeIdentifier(form(value), [value])).toBeUndefined()
        expect(safeIdentifier(`id-${value}`, [value])).toBeUndefined()
      }),
    )
  })
})

describe('every text', () => {
  it('that is left is printable, well-formed and at most 200 characters', () => {
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
