import { createServer, type Server, type Socket } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import type { AuthError } from '../../src/errors/auth-error.ts'
import { isUnsent, networkCode } from '../../src/http/network-error.ts'
import { createSignIn } from './sign-in.ts'

const servers: Server[] = []
const sockets = new Set<Socket>()
afterEach(async () => {
  for (const socket of sockets) socket.destroy()
  sockets.clear()
  await Promise.all(servers.splice(0).map((server) => new Promise((resolve) => server.close(resolve))))
})

async function listen(onRequest: (socket: Socket) => void): Promise<{ baseUrl: string; server: Server }> {
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => {})
    socket.once('data', () => onRequest(socket))
  })
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (typeof address !== 'object' || !address) throw new Error('no port')
  return { baseUrl: `http://127.0.0.1:${address.port}`, server }
}

const failureOf = (baseUrl: string, options = {}): Promise<AuthError> =>
  createSignIn(undefined, { baseUrl, ...options })().then(
    () => {
      throw new Error('it succeeded')
    },
    (error: AuthError) => error,
  )
const quick = { attemptTimeoutMs: 100 }

describe('On a real connection,', () => {
  test('a closed port is a network failure that certainly never arrived.', async () => {
    const { baseUrl, server } = await listen(() => {})
    await new Promise((resolve) => server.close(resolve))
    const error = await failureOf(baseUrl)
    expect(error).toMatchObject({ code: 'network', retryable: true, attempts: 1 })
    expect(error.message).toContain('(ECONNREFUSED)')
    const code = networkCode(await fetch(baseUrl).catch((reason: unknown) => reason))
    expect([code, isUnsent(code)]).toEqual(['ECONNREFUSED', true])
  })

  test('a reset is a network failure that may have arrived.', async () => {
    const { baseUrl } = await listen((socket) => socket.resetAndDestroy())
    expect(await failureOf(baseUrl)).toMatchObject({ code: 'network', retryable: true })
    const code = networkCode(await fetch(baseUrl).catch((reason: unknown) => reason))
    expect(isUnsent(code)).toBe(false)
  })

  test('an end without an answer is a network failure that may have arrived.', async () => {
    const { baseUrl } = await listen((socket) => socket.end())
    expect(await failureOf(baseUrl)).toMatchObject({ code: 'network' })
    const code = networkCode(await fetch(baseUrl).catch((reason: unknown) => reason))
    expect(isUnsent(code)).toBe(false)
  })

  test('a name that is not resolved is a network failure that certainly never arrived.', async () => {
    const error = await fetch('https://name.invalid').catch((reason: unknown) => reason)
    expect(isUnsent(networkCode(error))).toBe(true)
  })

  test('an end within a success is a network failure.', async () => {
    const { baseUrl } = await listen((socket) => {
      socket.end('HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{"access_token":')
    })
    expect(await failureOf(baseUrl)).toMatchObject({ code: 'network', retryable: true })
  })

  test('an end within an error leaves its status as the answer.', async () => {
    const { baseUrl } = await listen((socket) => {
      socket.end('HTTP/1.1 400 Bad Request\r\ncontent-length: 100\r\n\r\n{"error":')
    })
    expect(await createSignIn(undefined, { baseUrl })()).toMatchObject({ status: 400, data: undefined })
  })

  test('a server that stays silent is a timeout, also in the middle of a success.', async () => {
    const silent = await listen(() => {})
    expect(await failureOf(silent.baseUrl, quick)).toMatchObject({ code: 'timeout', retryable: true })
    const halting = await listen((socket) => {
      socket.write('HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{"access_token":')
    })
    expect(await failureOf(halting.baseUrl, quick)).toMatchObject({ code: 'timeout' })
  })

  test('a redirect is not followed.', async () => {
    let requests = 0
    const { baseUrl } = await listen((socket) => {
      requests += 1
      socket.end('HTTP/1.1 307 Temporary Redirect\r\nlocation: /elsewhere\r\ncontent-length: 0\r\n\r\n')
    })
    expect(await failureOf(baseUrl)).toMatchObject({ code: 'unexpected_redirect', status: 307 })
    expect(requests).toBe(1)
  })
})

describe('The reason of a failed connection', () => {
  const refused = Object.assign(new Error('connect'), { code: 'ECONNREFUSED' })

  test('is found in the error, its causes, and the parts of an AggregateError.', () => {
    expect(networkCode(refused)).toBe('ECONNREFUSED')
    expect(networkCode(new TypeError('fetch failed', { cause: refused }))).toBe('ECONNREFUSED')
    expect(networkCode(new TypeError('', { cause: new AggregateError([refused, refused]) }))).toBe('ECONNREFUSED')
    expect(networkCode(new Error('', { cause: new Error('', { cause: refused }) }))).toBe('ECONNREFUSED')
    const both = Object.assign(new AggregateError([new Error('')]), { code: 'ENETUNREACH' })
    expect(networkCode(both)).toBe('ENETUNREACH')
    expect(networkCode({ errors: 'none', cause: refused })).toBe('ECONNREFUSED')
  })

  test('is unknown where the platform hides it, and then the request may have arrived.', () => {
    const circular = new Error('circular')
    circular.cause = circular
    const others = [new TypeError('Failed to fetch'), circular, 'text', null, undefined, { code: 5 }, { code: 'a b' }]
    expect(others.map(networkCode)).toEqual(others.map(() => undefined))
    expect(isUnsent(undefined)).toBe(false)
  })

  test.each(['ConnectionRefused', 'FailedToOpenSocket'])('is known by the name %s of Bun as well.', (code) => {
    expect(isUnsent(networkCode(Object.assign(new Error(''), { code })))).toBe(true)
  })
})
