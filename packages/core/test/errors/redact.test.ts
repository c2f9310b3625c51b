import { describe, expect, test } from 'vitest'
import { createRedactor } from '../../src/errors/redact/redactor.ts'
import { redactName, redactText, safeIdentifier } from './redact.ts'

const password = `p&s "w"+ö/<x>'%`
const percent = encodeURIComponent(password)

describe('A secret in a text', () => {
  test.each([
    ['plain', password],
    ['percent-encoded', percent],
    ['percent-encoded in small letters', percent.toLowerCase()],
    ['percent-encoded by the strictest rule', percent.replaceAll("'", '%27')],
    ['percent-encoded as in a whole URL', encodeURI(password)],
    ['percent-encoded as Latin-1', percent.replace('%C3%B6', '%F6')],
    ['form-encoded', new URLSearchParams({ p: password }).toString().slice(2)],
    ['base64', Buffer.from(password).toString('base64')],
    ['base64url', Buffer.from(password).toString('base64url')],
    ['base64, percent-encoded', encodeURIComponent(Buffer.from(password).toString('base64'))],
    ['JSON', JSON.stringify(password).slice(1, -1)],
    ['JSON with escaped slashes', JSON.stringify(password).slice(1, -1).replaceAll('/', '\\/')],
    ['JSON in ASCII', JSON.stringify(password).slice(1, -1).replace('ö', '\\u00f6').replace('<', '\\u003C')],
    ['HTML', 'p&amp;s &quot;w&quot;+ö/&lt;x&gt;&#39;%'],
    ['HTML with other entities', 'p&#38;s &#034;w&#x22;+&#xF6;&#x2f;&lt;x&gt;&apos;%'],
    ['in capitals', password.toUpperCase()],
  ])('is removed when it is %s.', (_, form) => {
    expect(redactText(`before ${form} after`, [password])).toBe('before [redacted] after')
    expect(redactText(`${form}${form}`, [password])).toBe('[redacted][redacted]')
  })

  test('is removed also where JSON in ASCII writes a character in two parts.', () => {
    expect(redactText('no \\ud83d\\ude00smile for you', ['😀smile'])).toBe('no [redacted] for you')
  })

  test('is removed whole when another is part of it.', () => {
    expect(redactText('is hunter2!hunter2', ['hunter2', 'hunter2!hunter2'])).toBe('is [redacted]')
  })

  test('is removed when only a line break stood between it and its form.', () => {
    expect(redactText('wrong: correct\nhorse', ['correct horse'])).toBe('wrong: [redacted]')
  })

  test('is taken literally when it has characters that are special in regular expressions.', () => {
    expect(redactText('a.*b(c[d|e', ['.*(.*|.*'])).toBe('a.*b(c[d|e')
    expect(redactText('x $1$&$$ y', ['$1$&$$'])).toBe('x [redacted] y')
  })
})

describe('A short secret', () => {
  test('drops the text whole, since it may be part of any word.', () => {
    expect(redactText('the password is wrong', ['abcde'])).toBe('')
    expect(redactText('the password is wrong', ['long enough', 'x'])).toBe('')
    expect(redactText('the password is wrong', ['abcdef'])).toBe('the password is wrong')
  })

  test('that is empty counts as none.', () => {
    expect(redactText('the password is wrong', [''])).toBe('the password is wrong')
  })
})

describe('A run that looks like a token', () => {
  test.each([
    'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U',
    '0123456789abcdef0123456789abcdef',
    'AbcdefghijklmnopqrstUVWX',
    'dGhpcyBpcyBhIHNlY3JldCB2YWx1ZQ==',
    '7f3c5ad2-5a3f-4c66-8a3c-0c1f7a3d2b10',
  ])('is removed: %s.', (token) => {
    expect(redactText(`token ${token} expired`, [])).toBe('token [redacted] expired')
  })

  test.each([
    'invalid_grant',
    'UNSUPPORTED_AUTHENTICATION_SCHEME',
    'the-user-is-no-longer-active',
    'unsupported_authentication_scheme',
    'Error 40012',
  ])('is not seen in ordinary words: %s.', (words) => {
    expect(redactText(words, [])).toBe(words)
  })
})

describe('A text', () => {
  test('is cut to 200 characters, after the secrets are out.', () => {
    const text = redactText(`${'word '.repeat(38)}hunter2-hunter2 ${'word '.repeat(20)}`, ['hunter2-hunter2'])
    expect(text).toHaveLength(200)
    expect(text).toContain('[redacted]')
  })

  test('is never cut through a character.', () => {
    const text = redactText(`${'x '.repeat(99)}x😀`, [])
    expect(text.isWellFormed()).toBe(true)
    expect(text.length).toBeLessThanOrEqual(200)
  })

  test('has no control characters, line breaks, or marks that turn or hide text.', () => {
    expect(redactText('a\u0000b\r\nc\td\u001b[31me\u007f\u0085f', [])).toBe('a b c d [31me f')
    expect(redactText('a\u2028b\u202ec\u200bd\ufeffe', [])).toBe('a b c d e')
    expect(redactText('\n  Ünïcode – 文字 \n', [])).toBe('Ünïcode – 文字')
  })
})

describe('A name', () => {
  test('loses secrets of any length, and nothing else.', () => {
    expect(redactName('Bob & sons 0123456789abcdef0123456789abcdef', ['bob'])).toBe(
      '[redacted] & sons 0123456789abcdef0123456789abcdef',
    )
  })
})

describe('An identifier', () => {
  test.each(['invalid_grant', 'AU0012', 'urn:x.y-z', '7f3c5ad2-5a3f-4c66-8a3c-0c1f7a3d2b10'])(
    'such as %s is kept.',
    (id) => {
      expect(safeIdentifier(id, ['hunter2-hunter2'])).toBe(id)
    },
  )

  test.each([
    '',
    'two words',
    'a"b',
    'x'.repeat(65),
    'a-hunter2-b',
    'HUNTER2',
    Buffer.from('hunter2').toString('base64url'),
    Buffer.from('hunter2').toString('hex'),
    `a-${Buffer.from('hunter2').toString('hex').toUpperCase()}`,
    Buffer.from('id:hunter2').toString('base64url'),
    Buffer.from(Buffer.from('hunter2').toString('hex')).toString('base64url'),
  ])('such as %j is dropped.', (id) => {
    expect(safeIdentifier(id, ['hunter2'])).toBeUndefined()
  })
})

describe('A secret of 16 KiB', () => {
  const secret = '!~aZ09'.repeat(2731)

  test('is in no identifier.', () => {
    expect(safeIdentifier('invalid_grant', [secret])).toBe('invalid_grant')
  })

  test.each([
    ['plain', secret],
    ['percent-encoded', encodeURIComponent(secret)],
    ['base64', Buffer.from(secret).toString('base64')],
  ])('is removed whole when it comes back %s.', (_, echoed) => {
    expect(redactText(`it was <${echoed}>, they say`, [secret])).toBe('it was <[redacted]')
    expect(redactText('it was wrong', [secret])).toBe('it was wrong')
  })
})

describe('A secret that was cut off', () => {
  const secret = 'hunter2-hunter2-hunter2'

  test.each([
    ['at the end of the text', 'wrong: hunter2-', 'wrong: [redacted]'],
    ['before dots', 'user hunter2-... is unknown', 'user [redacted]... is unknown'],
    ['before an ellipsis', 'user hunter2-h… is unknown', 'user [redacted]… is unknown'],
    ['before a quote', 'user "hunter2-h" is unknown', 'user "[redacted]" is unknown'],
    ['before an escaped quote', 'user \\"hunter2-h\\" is unknown', 'user \\"[redacted]\\" is unknown'],
    ['before a space', 'user hunter2-h is unknown', 'user [redacted] is unknown'],
    ['before anything, when much of it is there', 'user hunter2-hunter2-uvw', 'user [redacted]uvw'],
    ['within an escape', `user ${encodeURIComponent('pass&word?x').slice(0, -2)}`, 'user [redacted]%3'],
    [
      'within base64',
      `user ${Buffer.from(secret).toString('base64').slice(0, 15)} is unknown`,
      'user [redacted] is unknown',
    ],
  ])('is removed %s.', (_, text, left) => {
    expect(redactText(text, [secret, 'pass&word?xyz'])).toBe(left)
  })

  test('is left alone where fewer than eight characters remain, or they are another word.', () => {
    expect(redactText('no "hunter2" here', [secret])).toBe('no "hunter2" here')
    expect(redactText('the administration knows', ['administrator'])).toBe('the administration knows')
    expect(redactText('the customer is unknown', ['customer-service'])).toBe('the customer is unknown')
    expect(safeIdentifier('customer_not_found', ['customer_1'])).toBe('customer_not_found')
    expect(redactName('Customer service', ['customer-1'])).toBe('Customer service')
  })
})

describe('What is only like a secret', () => {
  test.each([
    ['a row of dashes', '-'.repeat(60), `${'-'.repeat(60)}x`],
    ['a row of backslashes', '\\'.repeat(2000), `${'\\'.repeat(1000)}x`],
    ['a row of specials', '%&+\\/"'.repeat(1000), `${'%&+\\/"'.repeat(400)}x`],
    ['nearly all of a long token', `"${'Ab1-._~+/='.repeat(99)}"`, `${'Ab1-._~+/='.repeat(99)}wxyz012345`],
    ['percent signs', '%25'.repeat(2000), `${'%'.repeat(500)}x`],
  ])('does not slow redaction down: %s.', (_, text, secret) => {
    expect(redactText(`a ${text} b`, [secret]).length).toBeLessThanOrEqual(200)
    expect(redactText('a harmless text', [secret])).toBe('a harmless text')
  })
})

describe('An e-mail address that is no known secret', () => {
  test.each([
    'alice@example.com',
    'alice.b+tag@mail.example.co.uk',
    'alice%40example.com',
    'alice%2540example.com',
    'alice&#64;example.com',
    'alice\\u0040example.com',
    'zoë@exämple.de',
    'root@localhost',
  ])('is removed: %s.', (email) => {
    expect(redactText(`user ${email} is no longer active.`, [])).toBe('user [redacted] is no longer active.')
    expect(redactText(`{"user":"${email}"}`, [])).toBe('{"user":"[redacted]"}')
  })

  test('is not seen in other uses of the sign @, and stays in names.', () => {
    expect(redactText('5 @ 3 euros, ask @support', [])).toBe('5 @ 3 euros, ask @support')
    expect(redactName('Acme (info@example.com)', [])).toBe('Acme (info@example.com)')
  })
})

describe('The id of a choice', () => {
  const redactId = (id: string, secrets: string[]): string => createRedactor(secrets)().id(id)

  test('stays as it is.', () => {
    const ids = ['7f3c5ad2-5a3f-4c66-8a3c-0c1f7a3d2b10', ' x  y\n', 'a'.repeat(300), 'dGhpcyBpcyBhIHRleHQ=']
    for (const id of ids) expect(redactId(id, ['hunter2-hunter2', 'bob', '0c1'])).toBe(id)
  })

  test('loses a secret, however it is written, and a short one only where it is all of the id.', () => {
    expect(redactId('id-hunter2-hunter2', ['hunter2-hunter2'])).toBe('id-[redacted]')
    expect(redactId(Buffer.from('hunter2-hunter2').toString('hex'), ['hunter2-hunter2'])).toBe('[redacted]')
    expect(redactId('Bob', ['bob'])).toBe('[redacted]')
    expect(redactId('%41'.repeat(10_000), [])).toBe('[redacted]')
  })
})
