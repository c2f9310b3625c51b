import { describe, expect, test } from 'vitest'
import { allowInsecureRequests } from '../../src/index.ts'
import { createRealTimeAuth, credentials } from '../support/api-auth.ts'

const create = (options: object) => (): unknown => createRealTimeAuth({ credentials, ...options })
const insecure = expect.objectContaining({
  name: 'AuthError',
  code: 'insecure_url',
  provider: 'test',
  phase: 'configure',
  retryable: false,
})

describe('A base URL without TLS', () => {
  test.each([
    ['authBaseUrl', { authBaseUrl: 'http://auth.example.com' }],
    ['apiBaseUrl', { apiBaseUrl: 'http://api.example.com' }],
    ['origins[1]', { origins: ['https://a.example.com', 'http://b.example.com'] }],
    ['authBaseUrl', { authBaseUrl: 'http://127.0.0.1.example.com' }],
    ['authBaseUrl', { authBaseUrl: 'http://localhost.example.com' }],
    ['authBaseUrl', { authBaseUrl: 'http://notlocalhost' }],
    ['authBaseUrl', { authBaseUrl: 'http://10.0.0.1' }],
    ['authBaseUrl', { authBaseUrl: 'http://[::2]' }],
  ])('is refused when the client is made, and `%s` is named.', (name, options) => {
    expect(create(options)).toThrow(insecure)
    expect(create(options)).toThrow(`@auth/test: \`${name}\` must start with https://`)
  })

  test.each([
    'http://localhost',
    'http://localhost:3000/x',
    'http://a.localhost',
    'http://app.localhost',
    'http://a.b.localhost',
    'http://127.0.0.1:80',
    'http://127.9.9.9',
    'http://127.100.20.30',
    'http://[::1]:8080',
  ])('is allowed on loopback: %s.', (authBaseUrl) => {
    expect(create({ authBaseUrl })).not.toThrow()
  })

  test('is allowed by the symbol, and by nothing else that it is set to.', () => {
    const authBaseUrl = 'http://auth.example.com'
    expect(create({ authBaseUrl, [allowInsecureRequests]: true })).not.toThrow()
    for (const value of [false, undefined, 1, 'true']) {
      expect(create({ authBaseUrl, [allowInsecureRequests]: value })).toThrow(insecure)
    }
  })

  test('is not allowed by anything that JSON can say.', () => {
    const options = { authBaseUrl: 'http://auth.example.com' }
    for (const key of ['allowInsecureRequests', '[allowInsecureRequests]', 'Symbol(allowInsecureRequests)']) {
      const parsed: object = JSON.parse(JSON.stringify({ ...options, [key]: true }))
      expect(create(parsed)).toThrow(TypeError)
      expect(create(parsed)).toThrow(`there is no option \`${key}\``)
    }
    const copied: object = JSON.parse(JSON.stringify({ ...options, [allowInsecureRequests]: true }))
    expect(create(copied)).toThrow(insecure)
    expect(create({ ...options, [Symbol.for('allowInsecureRequests')]: true })).toThrow(insecure)
  })
})
