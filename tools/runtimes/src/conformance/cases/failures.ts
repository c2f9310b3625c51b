import { isAuthError } from '@auth/core'
import { type Case, oneStep } from '../case.ts'
import { describeError, eventually, expectSame, failureOf } from '../expect.ts'

const secondsAsked = 120

/** Providers refuse, break off and do not answer; callers give up. */
export const failures: readonly Case[] = [
  oneStep('wrong-password', 'a wrong password is sent once, and remembered', async (lab) => {
    const auth = lab.create({ password: 'not-the-password' })
    expectSame(await failureOf(auth.getToken()), 'invalid_credentials', 'the first failure')
    const again = await auth.getToken().catch((error: unknown) => error)
    expectSame(isAuthError(again, 'invalid_credentials') && again.attempts, 0, 'the attempts of the second failure')
    expectSame(await lab.sent('token'), 1, 'sign-ins')
  }),
  oneStep('retry-after', 'heeds a 429 with `Retry-After`', async (lab) => {
    await lab.fail('token', { kind: 'rate-limit', retryAfter: secondsAsked })
    const auth = lab.create()
    const error = await auth.getToken().catch((reason: unknown) => reason)
    if (!isAuthError(error, 'rate_limited')) throw new Error(`failed with ${describeError(error)}`)
    const waitMs = error.retryAfterMs ?? 0
    expectSame(waitMs >= secondsAsked * 1000 && waitMs <= secondsAsked * 1100, true, `a wait of ${waitMs} ms`)
    expectSame(await failureOf(auth.getToken()), 'cooling_down', 'the next call')
    expectSame(await lab.sent('token'), 1, 'sign-ins')
    await lab.pass(secondsAsked * 1100)
    expectSame(await failureOf(auth.getToken()), 'none', 'the call after the wait')
  }),
  oneStep('abort', 'an abort ends one wait, at once and with its own reason', async (lab) => {
    await lab.fail('token', { kind: 'stall', times: 1 })
    const auth = lab.create()
    const caller = new AbortController()
    const reason = new Error('the caller has waited long enough')
    const left = auth.getToken({ signal: caller.signal }).catch((error: unknown) => error)
    const waiting = auth.getToken()
    expectSame(await eventually(async () => (await lab.sent('token')) === 1), true, 'a request that is out')
    caller.abort(reason)
    expectSame(await left, reason, 'what the caller gets')
    const attemptMs = 10_000
    lab.clock.advance(attemptMs)
    expectSame((await waiting).value.length > 0, true, 'a token for the other caller')
  }),
  oneStep('abort-api', 'an abort ends a request to the API', async (lab) => {
    const auth = lab.create()
    await auth.getToken()
    await lab.fail('resource', { kind: 'stall', times: 1 })
    const caller = new AbortController()
    const reason = new Error('the caller has waited long enough')
    const call = auth.fetch(lab.subject.resource, { signal: caller.signal }).catch((error: unknown) => error)
    expectSame(await eventually(async () => (await lab.sent('resource')) > 0), true, 'a request that is out')
    caller.abort(reason)
    const error = await call
    if (error === reason) return undefined
    return describeError(error) === describeError(reason) ? 'a copy of the reason' : describeError(error)
  }),
  oneStep('half-token', 'a token answer that breaks off is asked for again', async (lab) => {
    await lab.fail('token', { kind: 'truncate', times: 1 })
    const auth = lab.create()
    const failure = await failureOf(auth.getToken())
    if (failure !== 'none') return `\`${failure}\``
    expectSame(await lab.sent('token'), 2, 'sign-ins')
    return undefined
  }),
  oneStep('cut', 'a token request whose connection is cut is sent as often as the client asks for', async (lab) => {
    const platformFetch = globalThis.fetch
    let asked = 0
    const auth = lab.create({
      fetch(url, init) {
        asked += 1
        return platformFetch(url, init)
      },
    })
    // Platforms send again only on a connection that was good before.
    await auth.getToken()
    const before = { asked, sent: await lab.sent('token') }
    await lab.fail('token', { kind: 'reset', times: 1 })
    await failureOf(auth.refresh())
    const again = (await lab.sent('token')) - before.sent - (asked - before.asked)
    return again > 0 ? 'sent again by the platform' : undefined
  }),
  oneStep('half-api', 'an API answer that breaks off is an error of the platform', async (lab) => {
    const auth = lab.create()
    await auth.getToken()
    await lab.fail('resource', { kind: 'truncate', times: 1 })
    const text = await auth
      .fetch(lab.subject.resource)
      .then(
        (response) => response.text(),
        (error: unknown) => {
          if (isAuthError(error)) throw error
        },
      )
      .catch((error: unknown) => {
        if (isAuthError(error)) throw error
      })
    return text === undefined ? undefined : 'half of the answer'
  }),
  oneStep('half-fetch', 'a `fetch` of the caller’s that fails half way is a network failure', async (lab) => {
    const platformFetch = globalThis.fetch
    let failing = true
    const auth = lab.create({
      async fetch(url, init) {
        const response = await platformFetch(url, init)
        if (!failing) return response
        failing = false
        // Read as far as it is wanted, and then gone.
        await response.text()
        throw new TypeError('fetch failed')
      },
    })
    expectSame((await auth.getToken()).value.length > 0, true, 'a token')
    expectSame(failing, false, 'failing still')
  }),
]
