import { describe, expect, test, vi } from 'vitest'
import { buildRequest } from '../../src/api/build-request.ts'
import { cookie, cookieValue } from '../../src/api/cookies.ts'
import type { Operation } from '../../src/api/operation.ts'

const operation: Operation = {
  id: 'read',
  method: 'GET',
  path: '/',
  parameters: [
    { in: 'cookie', name: 'theme', write: cookie },
    { in: 'cookie', name: 'sid', from: 'session', secret: true, write: cookie },
  ],
  responses: {},
}
const build = (values: object, secrets = new Set<string>()): Headers =>
  buildRequest(operation, 'https://x.test', values, secrets).headers

describe('Cookies', () => {
  test('go into one header, as the server gave them, and those of a session are secrets.', () => {
    const secrets = new Set<string>()
    expect(build({ theme: 'dark', session: 's%3Aabc.d+e/f==' }, secrets).get('cookie')).toBe(
      'theme=dark; sid=s%3Aabc.d+e/f==',
    )
    expect([...secrets]).toEqual(['s%3Aabc.d+e/f=='])
    expect(build({}).has('cookie')).toBe(false)
  })

  test.each(['a; admin=1', 'a\r\nb: c', 'a\u0000'])('that would end early are refused: %j.', (session) => {
    expect(() => build({ session })).toThrow('`sid` is sent as a cookie')
  })

  test('are refused where a runtime would drop them, as browsers do.', () => {
    // No runtime of the tests does.
    vi.stubGlobal(
      'Request',
      class {
        readonly headers = new Headers()
      },
    )
    try {
      expect(() => build({ session: 'abc' })).toThrow(
        '`sid` is a cookie, which this runtime does not let a program send',
      )
    } finally {
      vi.unstubAllGlobals()
    }
  })
})

describe('The value of a cookie', () => {
  test('is read from what an answer sets, the last one where there are several.', () => {
    const lines = ['other=1; Path=/', 'sid=old', 'sid=a=b+c; Path=/; HttpOnly', 'sidecar=2']
    expect(cookieValue(lines, 'sid')).toBe('a=b+c')
    expect(cookieValue(lines, 'none')).toBeUndefined()
    expect(cookieValue(undefined, 'sid')).toBeUndefined()
  })
})
