import { answering, expectNoSecrets } from '@auth-tools/testing'
import { describe, expect, test, vi } from 'vitest'
import type { AuthError } from '../../src/errors/auth-error.ts'
import { Channel } from '../../src/http/channel.ts'
import { openTransport } from '../../src/http/transport.ts'
import { body, createSignIn, signIn } from './sign-in.ts'

const failureOf = async (fetch: typeof globalThis.fetch): Promise<AuthError> => {
  const result = await createSignIn(fetch)({ retry: 'repeatable' }).catch((error: AuthError) => error)
  if (!(result instanceof Error)) throw new Error('it succeeded')
  return result
}
const json = { 'content-type': 'application/json' }

describe('A redirect of the token endpoint', () => {
  test.each([300, 301, 302, 303, 307, 308])('with status %i is refused and not followed.', async (status) => {
    const fetch = answering(status, null, { location: 'https://other.example.com/token?x=1' })
    const error = await failureOf(fetch)
    expect(error).toMatchObject({ code: 'unexpected_redirect', status, retryable: false })
    expect(fetch.requests.map(({ redirect }) => redirect)).toEqual(['manual'])
    expect(error.message).not.toContain('other.example.com')
    expect(error.message).toContain('the token endpoint redirected, which would take credentials elsewhere')
  })

  test('is refused where the platform hides everything about it.', async () => {
    const opaque = Response.error()
    Object.defineProperty(opaque, 'type', { value: 'opaqueredirect' })
    const error = await failureOf(async () => opaque)
    expect(error).toMatchObject({ code: 'unexpected_redirect', status: 0, retryable: false })
  })
})

describe('The body of a success', () => {
  const padded = (bytes: number): string =>
    JSON.stringify({ access_token: 't', pad: '' }).replace('""', `"${'x'.repeat(bytes - 29)}"`)

  test('is read up to 64 KiB.', async () => {
    const text = padded(64 * 1024)
    expect(new TextEncoder().encode(text)).toHaveLength(64 * 1024)
    expect(await createSignIn(answering(200, text, json))()).toMatchObject({ status: 200 })
  })

  test('is not read beyond 64 KiB.', async () => {
    let pulled = 0
    const cancel = vi.fn()
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        pulled += 16 * 1024
        controller.enqueue(new Uint8Array(16 * 1024).fill(0x20))
      },
      cancel,
    })
    const error = await failureOf(async () => new Response(endless, { headers: json }))
    expect(error).toMatchObject({ code: 'invalid_response', status: 200 })
    expect(error.message).toContain('longer than 64 KiB')
    expect(pulled).toBeLessThanOrEqual(128 * 1024)
    expect(cancel).toHaveBeenCalledOnce()
    expect((await failureOf(answering(200, padded(64 * 1024 + 1), json))).message).toContain('longer than 64 KiB')
  })

  test.each([
    ['HTML', '<!doctype html><title>Sign in</title>', 'text/html'],
    ['JSON that says it is HTML', '{"access_token":"t"}', 'text/html'],
    ['truncated', '{"access_token":"a-tok', 'application/json'],
    ['empty', '', 'application/json'],
    ['a form', 'access_token=a-token', 'application/x-www-form-urlencoded'],
    ['without its token', '{"token":"a-token"}', 'application/json'],
  ])('is an invalid response when it is %s.', async (_, text, type) => {
    const error = await failureOf(answering(200, text, { 'content-type': type }))
    expect(error).toMatchObject({ code: 'invalid_response', status: 200, retryable: false, attempts: 1 })
    expect(error.message).not.toContain('a-tok')
  })

  test('is an invalid response when there is none.', async () => {
    const error = await failureOf(answering(200, null, json))
    expect(error.message).toBe('@auth/test: the token endpoint answered 200, but the body is empty')
  })

  test('may come without a content type.', async () => {
    const bytes = new TextEncoder().encode('{"access_token":"t"}')
    const untyped = async (): Promise<Response> => new Response(bytes)
    expect((await untyped()).headers.has('content-type')).toBe(false)
    expect(await createSignIn(untyped)()).toMatchObject({ status: 200, data: { access_token: 't' } })
  })

  test('is not quoted: a member that is not documented may be a token.', async () => {
    const fetch = answering(200, { access_token: 't', id_token: 'short' }, json)
    expect(await createSignIn(fetch)()).toMatchObject({ text: '' })
    const created = answering(201, { access_token: 'short' }, json)
    expect(await createSignIn(created)()).toMatchObject({ status: 'undocumented', code: 201, text: '' })
  })
})

describe('A token that one call has brought', () => {
  test('is known as a secret in the next calls of a sign-in.', async () => {
    const answers = [answering(200, { access_token: 'a-token' }), answering(403, 'a-token is not for this account')]
    const channel = new Channel('test', 'https://auth.example.com', {
      fetch: async (input, init) => (answers.shift() ?? answering(500))(input, init),
    })
    const transport = openTransport(channel, { phase: 'sign-in', secrets: new Set() })
    await transport(signIn, { body })
    expect(await transport(signIn, { body })).toMatchObject({ text: '[redacted] is not for this account' })
  })
})

describe('An error status', () => {
  test.each(['', '<html><h1>Bad</h1>', '{"error":', '"text"', 'x'.repeat(65 * 1024)])(
    'keeps its meaning with the body %.20j.',
    async (text) => {
      expect(await createSignIn(answering(400, text))()).toMatchObject({ status: 400, data: undefined })
      expect(await createSignIn(answering(403, text))()).toMatchObject({ status: 'undocumented', code: 403 })
    },
  )

  test('keeps its meaning when the connection breaks within the body.', async () => {
    const broken = new ReadableStream({ pull: (controller) => controller.error(new TypeError('terminated')) })
    const fetch = async (): Promise<Response> => new Response(broken, { status: 400 })
    expect(await createSignIn(fetch)()).toMatchObject({ status: 400, data: undefined, text: '' })
  })

  test('brings its text without what was sent, and no HTML.', async () => {
    const echo = `No user ${body.username} with ${encodeURIComponent(body.password)}`
    expect(await createSignIn(answering(403, echo))()).toMatchObject({ text: 'No user [redacted] with [redacted]' })
    const page = '<html><title>Forbidden</title></html>'
    expect(await createSignIn(answering(403, page))()).toMatchObject({ text: '' })
    expect(await createSignIn(answering(403, `\n  ${page}`))()).toMatchObject({ text: '' })
    expect(await createSignIn(answering(403, 'age < 18'))()).toMatchObject({ text: 'age < 18' })
    expect(await createSignIn(answering(403, 'Forbidden', { 'content-type': 'text/html' }))()).toMatchObject({
      text: '',
    })
  })
})

describe('An invalid response', () => {
  test('names wrong places, but none that holds a secret.', async () => {
    const error = await failureOf(answering(200, { access_token: 5, [body.password]: 1 }, json))
    expect(error.message).toBe('@auth/test: the token endpoint answered 200, but access_token: expected a string')
    expectNoSecrets(error, Object.values(body))
  })
})

describe('Facts about the exchange', () => {
  test('are the times, the request id and what Retry-After says.', async () => {
    const headers = { date: 'Tue, 01 Jan 2030 00:00:00 GMT', 'retry-after': '5', 'x-request-id': 'abc-123' }
    const { exchange } = await createSignIn(answering(400, '', headers))()
    expect(exchange).toMatchObject({
      serverTime: Date.UTC(2030, 0, 1),
      retryAfterMs: 5000,
      requestId: 'abc-123',
      attempts: 1,
    })
  })

  test('are absent where the platform hides the headers.', async () => {
    const { exchange } = await createSignIn(answering(400))()
    expect(exchange).toMatchObject({ serverTime: undefined, retryAfterMs: undefined, requestId: undefined })
  })
})
