import '../support/environment.ts'
import { NestFactory } from '@nestjs/core'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createApp } from '../../src/guides/fastify.ts'
import { app as hono } from '../../src/guides/hono.ts'
import { emulateHosts, people } from '../support/emulated-hosts.ts'

interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly text: string
}

/** One request to an application, with the cookie of a browser. */
type Ask = (method: 'GET' | 'POST', path: string, cookie?: string, body?: Record<string, string>) => Promise<Answer>

const realFetch = globalThis.fetch
let emulator = emulateHosts()
beforeEach(() => {
  emulator = emulateHosts()
})
afterEach(() => {
  vi.unstubAllGlobals()
})

async function answerOf(response: Response): Promise<Answer> {
  return { status: response.status, headers: response.headers, text: await response.text() }
}

const askHono: Ask = async (method, path, cookie = '', body) => {
  const init = { method, headers: { cookie }, body: body && new URLSearchParams(body) }
  return answerOf(await hono.request(path, init as RequestInit)) // a body that is undefined is none
}

const fastify = createApp()
const askFastify: Ask = async (method, url, cookie = '', body) => {
  const { statusCode, headers, payload } = await fastify.inject({
    ...{ method, url, headers: { cookie } },
    ...(body && { payload: body }),
  })
  const entries = Object.entries(headers).map(([name, value]): [string, string] => [name, String(value)])
  return { status: statusCode, headers: new Headers(entries), text: payload }
}

// Not named in the code, so that it is compiled with the decorators of its own tsconfig.json.
const { AppModule } = await import(new URL('../../nest/app.ts', import.meta.url).href)
const nest = await NestFactory.create(AppModule, { logger: false })
await nest.listen(0, '127.0.0.1')
const nestUrl = await nest.getUrl()
const askNest: Ask = async (method, path, cookie = '', body) =>
  answerOf(
    await realFetch(nestUrl + path, {
      method,
      headers: { cookie, 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    }),
  )

async function signIn(ask: Ask, person = people[0]): Promise<string> {
  const { status, headers } = await ask('POST', '/sign-in', undefined, { ...person })
  expect(status).toBeLessThan(300)
  expect(headers.get('set-cookie')).toMatch(/^session=[\da-f-]{36}; .*HttpOnly; Secure; SameSite=Lax$/)
  return headers.get('set-cookie')?.split(';')[0] ?? ''
}

const grants = (): unknown[] => emulator.requests.map(({ parameters }) => parameters['grant_type']).filter(Boolean)

describe.each([
  ['Hono', askHono],
  ['Fastify', askFastify],
  ['Nest', askNest],
] as const)('%s', (_, ask) => {
  test('who has signed in is known by the cookie, and does not notice that the token is renewed', async () => {
    const cookie = await signIn(ask)
    expect(JSON.parse((await ask('GET', '/me', cookie)).text)).toMatchObject({ username: 'ada' })
    emulator.revokeAccessTokens('meshy')
    const answers = await Promise.all(Array.from({ length: 10 }, () => ask('GET', '/me', cookie)))
    expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(200))
    expect(grants()).toEqual(['password', 'refresh_token'])
  })

  test('each of two people sees what is theirs', async () => {
    const cookies = await Promise.all(people.map((person) => signIn(ask, person)))
    const answers = await Promise.all(cookies.map((cookie) => ask('GET', '/me', cookie)))
    expect(answers.map(({ text }) => JSON.parse(text).username)).toEqual(['ada', 'grace'])
  })

  test('a wrong password is told, and sets no cookie', async () => {
    const answer = await ask('POST', '/sign-in', undefined, { username: 'ada', password: 'wrong-password' })
    expect(answer).toMatchObject({ status: 401, text: 'Wrong username or password.' })
    expect(answer.headers.get('set-cookie')).toBeNull()
  })

  test('after a sign-out the cookie is removed, and worth nothing', async () => {
    const cookie = await signIn(ask)
    const answer = await ask('POST', '/sign-out', cookie)
    expect(answer.headers.get('set-cookie')).toMatch(/^session=; .*Max-Age=0|^session=; Max-Age=0/)
    expect(await ask('GET', '/me', cookie)).toMatchObject({ status: 401, text: 'Please sign in.' })
    expect(emulator.requests.map(({ endpoint }) => endpoint)).toContain('revocation')
  })

  test('without a cookie, or with one that was made up, nothing is sent to the provider', async () => {
    expect((await ask('GET', '/me')).status).toBe(401)
    expect((await ask('GET', '/me', `session=${crypto.randomUUID()}`)).status).toBe(401)
    expect(emulator.requests).toEqual([])
  })

  test('an outage of the provider is answered with 503 and when to come back', async () => {
    emulator.fail({ provider: 'meshy', endpoint: 'token', kind: 'unavailable', retryAfter: 120 })
    const answer = await ask('POST', '/sign-in', undefined, { ...people[0] })
    expect(answer).toMatchObject({ status: 503, text: 'Try again later.' })
    expect(answer.headers.get('retry-after')).toBe('120')
  })
})
