import { answering, expectNoSecrets } from '@auth-tools/testing'
import { describe, expect, test } from 'vitest'
import type { Undocumented } from '../../src/api/operation.ts'
import { createTransport } from '../../src/api.ts'
import type { TransportOptions } from '../../src/http/create-transport.ts'
import { allowInsecureRequests } from '../../src/options/auth-options.ts'
import { body, signIn } from './sign-in.ts'

const options: TransportOptions = { provider: 'test', baseUrl: 'https://auth.example.com' }

describe('A bare transport', () => {
  test('carries an operation and brings its documented answer.', async () => {
    const fetch = answering(200, { access_token: 'a-token' })
    const result = await createTransport({ ...options, fetch })(signIn, { body })
    expect(result).toMatchObject({ status: 200, data: { access_token: 'a-token' } })
    const request = fetch.requests[0]
    expect(request?.url).toBe('https://auth.example.com/token')
    expect(request?.method).toBe('POST')
    expect(await request?.text()).toBe('username=someone%40example.com&password=correct+horse%2Bbattery')
  })

  test('sends a call elsewhere where it is told to, and nowhere without TLS.', async () => {
    const fetch = answering(200, { access_token: 'a-token' })
    const transport = createTransport({ ...options, fetch })
    await transport(signIn, { body }, { baseUrl: 'https://other.example.com/v2' })
    expect(fetch.requests.map(({ url }) => url)).toEqual(['https://other.example.com/v2/token'])

    const insecure = { baseUrl: 'http://other.example.com' }
    await expect(transport(signIn, { body }, insecure)).rejects.toMatchObject({ code: 'insecure_url' })
    expect(fetch.requests).toHaveLength(1)
    await createTransport({ ...options, fetch, [allowInsecureRequests]: true })(signIn, { body }, insecure)
    expect(fetch.requests[1]?.url).toBe('http://other.example.com/token')
  })

  test('reads the platform fetch at each call.', async () => {
    const transport = createTransport(options)
    const original = globalThis.fetch
    try {
      for (const status of [403, 404]) {
        globalThis.fetch = answering(status)
        expect(await transport(signIn, { body })).toMatchObject({ code: status })
      }
    } finally {
      globalThis.fetch = original
    }
  })

  test('sends the headers of its options, which do not replace those of an operation.', async () => {
    const fetch = answering(200, { access_token: 'a-token' })
    const headers = { 'user-agent': 'my-app/1.0', 'content-type': 'text/plain', Accept: 'text/html' }
    await createTransport({ ...options, fetch, headers })(signIn, { body })
    const sent = fetch.requests[0]?.headers
    expect(sent?.get('user-agent')).toBe('my-app/1.0')
    expect(sent?.get('content-type')).toBe('application/x-www-form-urlencoded')
    expect(sent?.get('accept')).toBe('application/json')
  })

  test('keeps no secrets of one call for the next.', async () => {
    const fetch = answering(403, `no ${body.password} here`)
    const transport = createTransport({ ...options, fetch })
    expect((await transport<Undocumented>(signIn, { body })).text).toBe('no [redacted] here')
    expect((await transport<Undocumented>(signIn, {})).text).toBe(`no ${body.password} here`)
  })

  test('shows no value of its headers, which may be keys, when a server echoes it.', async () => {
    const fetch = answering(403, 'not with key-0123456789')
    const transport = createTransport({ ...options, fetch, headers: { 'x-api-key': 'key-0123456789' } })
    expect((await transport<Undocumented>(signIn, { body })).text).toBe('not with [redacted]')
  })

  test('shows no secret in its errors, nor when it is inspected.', async () => {
    const fetch = answering(200, { error: body.password, note: body.username })
    const transport = createTransport({ ...options, fetch, headers: { 'x-api-key': 'key-0123456789' } })
    const error = await transport(signIn, { body }).catch((reason: unknown) => reason)
    expect(error).toMatchObject({ code: 'invalid_response', phase: 'call' })
    expectNoSecrets(error, Object.values(body))
    expectNoSecrets(transport, [...Object.values(body), 'key-0123456789'])
  })
})

describe('The options of a transport', () => {
  test.each<[string, object, string]>([
    ['provider', { provider: '' }, 'a non-empty string'],
    ['baseUrl', { baseUrl: 'auth.example.com' }, 'an absolute URL'],
    ['fetch', { fetch: {} }, 'a function'],
    ['headers', { headers: { 'x-api-key': 5 } }, 'a plain object of header names and values'],
    ['clock', { clock: { now: Date.now } }, 'a Clock'],
    ['maxAttempts', { maxAttempts: 0 }, 'a whole number from 1 to 10'],
    ['attemptTimeoutMs', { attemptTimeoutMs: -1 }, 'a positive number of milliseconds'],
  ])('are checked: `%s`.', (name, wrong, expected) => {
    const create = (): unknown => createTransport({ ...options, ...wrong })
    expect(create).toThrow(TypeError)
    expect(create).toThrow(`@auth/core: createTransport: \`${name}\` must be ${expected}`)
  })

  test('refuse a base URL without TLS, save on loopback or by the symbol.', () => {
    const insecure = { ...options, baseUrl: 'http://auth.example.com' }
    expect(() => createTransport(insecure)).toThrow(
      expect.objectContaining({ name: 'AuthError', code: 'insecure_url', phase: 'configure' }),
    )
    expect(() => createTransport({ ...insecure, [allowInsecureRequests]: true })).not.toThrow()
    expect(() => createTransport({ ...options, baseUrl: 'http://localhost:8080' })).not.toThrow()
  })
})
