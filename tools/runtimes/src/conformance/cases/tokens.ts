import type { Token } from '@auth/core'
import { type Case, oneStep } from '../case.ts'
import { eventually, expectSame } from '../expect.ts'

/** How long before the end of its life a token is renewed while it is still used. */
const nearTheEndMs = 100_000

/** How long a renewal may take in all. */
const flightMs = 36_000

/** Tokens are fetched once, kept, and replaced in time. */
export const tokens: readonly Case[] = [
  oneStep('sign-in', 'signs in, and calls the API', async (lab) => {
    const auth = lab.create()
    const { value } = await auth.getToken()
    expectSame(value.length > 0, true, 'a token')
    expectSame(auth.status, 'fresh', 'the status')
    expectSame((await auth.fetch(lab.subject.resource)).status, 200, 'the API')
    expectSame(await lab.sent('token'), 1, 'sign-ins')
  }),
  oneStep('cached', 'uses the token that it has', async (lab) => {
    const auth = lab.create()
    const first = await auth.getToken()
    expectSame(await auth.getToken(), first, 'the second token')
    await auth.fetch(lab.subject.resource)
    expectSame(await lab.sent('token'), 1, 'sign-ins')
  }),
  oneStep('at-once', '100 callers at once are one sign-in', async (lab) => {
    const auth = lab.create()
    const all = await Promise.all(Array.from({ length: 100 }, () => auth.getToken()))
    expectSame(new Set(all.map(({ value }) => value)).size, 1, 'tokens')
    expectSame(await lab.sent('token'), 1, 'sign-ins')
  }),
  oneStep('late-401s', '10 late 401s for one token are one renewal', async (lab) => {
    const auth = lab.create()
    await auth.getToken()
    await lab.revoke()
    const calls = Array.from({ length: 10 }, () => auth.fetch(lab.subject.resource))
    const statuses = (await Promise.all(calls)).map(({ status }) => status)
    expectSame(statuses.join(), Array(10).fill(200).join(), 'the API')
    expectSame(await lab.sent('token'), 1 + lab.subject.requestsToReplace, 'token requests')
  }),
  oneStep('renewal', 'replaces a token that has expired', async (lab) => {
    const auth = lab.create()
    const { value } = await auth.getToken()
    await lab.pass(lab.subject.tokenLifeMs)
    expectSame((await auth.fetch(lab.subject.resource)).status, 200, 'the API')
    expectSame((await auth.getToken()).value === value, false, 'the same token')
    expectSame(await lab.sent('token'), 2, 'token requests')
  }),
  {
    name: 'background',
    title: 'renews ahead of time, after the request that began it has ended',
    begin(lab) {
      const platformFetch = globalThis.fetch
      let delayMs = 0
      const auth = lab.create({
        async fetch(url, init) {
          // The platform's timers, with whatever they hang on.
          if (delayMs > 0) await new Promise((resolve) => setTimeout(resolve, delayMs))
          return platformFetch(url, init)
        },
      })
      let first: Token
      return [
        async () => {
          first = await auth.getToken()
          await lab.pass(lab.subject.tokenLifeMs - nearTheEndMs)
          delayMs = 200
          expectSame(await auth.getToken(), first, 'the token while it is renewed')
        },
        async () => {
          const isNew = async (): Promise<boolean> => (await auth.getToken()).value !== first.value
          const ended = await eventually(async () => (await lab.sent('token')) === 2)
          // No other call takes up a renewal before its time is over.
          if (!ended) await lab.pass(flightMs)
          expectSame(await eventually(isNew), true, 'a new token')
          expectSame(await lab.sent('token'), 2, 'token requests')
          return ended ? undefined : 'the renewal ends with the request; it is begun again 36 s later'
        },
      ]
    },
  },
]
