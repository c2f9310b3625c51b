import { expect, test } from 'vitest'
import type { Case } from '../src/behaviour/case.ts'
import { errors } from '../src/behaviour/cases/errors.ts'
import { late401s } from '../src/behaviour/cases/late-401s.ts'
import { redirects } from '../src/behaviour/cases/redirects.ts'
import { rotation } from '../src/behaviour/cases/rotation.ts'
import { startLab } from '../src/lab/server.ts'
import { type Client, secrets } from '../src/peers/peer.ts'

/** What a case says about a client that is written for the test. */
async function outcomeOf(behaviour: Case, open: (origin: string) => Client): Promise<string> {
  await using lab = await startLab()
  const peer = { name: 'written for a test', open: async () => open(lab.origin) }
  const load = async (): Promise<never> => {
    throw new Error('Nothing is loaded')
  }
  return await behaviour.run({ peer, load, lab, open: peer.open })
}

async function requestToken(origin: string, init: RequestInit = {}): Promise<Record<string, string>> {
  const body = new URLSearchParams({ grant_type: 'password', password: secrets.password })
  const response = await fetch(`${origin}/token`, { method: 'POST', body, ...init })
  if (!response.ok) throw new Error((await response.json()).error_description)
  return response.json()
}

/** Renews after a 401: always, or only when nobody else has. */
function renewing(origin: string, always: boolean): Client {
  let current: Promise<Record<string, string>> | undefined
  return {
    async fetch(url) {
      current ??= requestToken(origin)
      const used = current
      const send = async (): Promise<Response> =>
        fetch(url, { headers: { Authorization: `Bearer ${(await current)?.['access_token']}` } })
      const response = await send()
      if (response.status !== 401) return response
      if (always || current === used) current = requestToken(origin)
      return send()
    },
  }
}

test('a client that renews for every late 401 is told from one that renews once', async () => {
  expect(await outcomeOf(late401s, (origin) => renewing(origin, true))).toBe(
    '10 token requests, 10 of 10 calls succeed',
  )
  expect(await outcomeOf(late401s, (origin) => renewing(origin, false))).toBe('1 token request, 10 of 10 calls succeed')
})

test('a client that follows redirects is told from one that does not, and from one that leaves the secret behind', async () => {
  const signIn = (init: RequestInit) => (origin: string) => ({ signIn: () => requestToken(origin, init) })

  expect(await outcomeOf(redirects, signIn({}))).toBe('followed, with the password')
  expect(await outcomeOf(redirects, signIn({ redirect: 'manual' }))).toBe('not followed')
  expect(await outcomeOf(redirects, signIn({ body: 'grant_type=none' }))).toBe('followed, without a secret')
})

test('an error that repeats a secret is told from one that does not', async () => {
  const silent = (origin: string): Client => ({
    signIn: () => requestToken(origin).catch(() => Promise.reject(new Error('refused'))),
  })

  expect(await outcomeOf(errors, (origin) => ({ signIn: () => requestToken(origin) }))).toBe(
    'in message, stack, inspect',
  )
  expect(await outcomeOf(errors, silent)).toBe('none')
})

test('a client that keeps its refresh token is told from one that loses it', async () => {
  const client =
    (keep: boolean) =>
    (origin: string): Client => {
      let refreshToken: string | undefined
      const renew = async (): Promise<void> => {
        const body = new URLSearchParams({ grant_type: 'refresh_token', refresh_token: refreshToken ?? '' })
        const answer = await requestToken(origin, { body })
        refreshToken = answer['refresh_token'] ?? (keep ? refreshToken : undefined)
      }
      const getToken = async (): Promise<void> => {
        refreshToken = (await requestToken(origin))['refresh_token']
      }
      return { getToken, renew }
    }

  expect(await outcomeOf(rotation, client(true))).toBe('the refresh token is kept')
  expect(await outcomeOf(rotation, client(false))).toBe('the refresh token is lost')
})
