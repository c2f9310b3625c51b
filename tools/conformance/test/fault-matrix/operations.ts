import { isAuthError } from '@auth/core'
import { expect } from 'vitest'
import type { Provider } from './clients.ts'
import type { FaultServer } from './fault-server.ts'
import type { Fault } from './faults.ts'
import { codeOf, type Lab, openLab, outcomeOf, recover } from './run.ts'

/** The outcome of an operation that met a fault. */
export interface Outcome {
  /** What the caller got. */
  readonly result: string
  /** How often the request was sent. */
  readonly sends: number
  /** The state of the client afterwards. */
  readonly after: string
  /** The waits between the requests, and the backoff after them where the provider asked for one. */
  readonly waitsMs: readonly number[]
  readonly backoffMs?: number | undefined
  /** How long the caller waited. */
  readonly lastedMs: number
}

export type Operation = 'sign-in' | 'renewal' | 'client token' | 'API call'

export const operations: ReadonlyArray<{
  readonly name: Operation
  /** Where the fault is; nowhere, if the provider has no such operation. */
  endpoint(provider: Provider): RegExp | undefined
  run(server: FaultServer, provider: Provider, fault: Fault, endpoint: RegExp): Promise<Outcome>
}> = [
  { name: 'sign-in', endpoint: ({ paths }) => paths.signIn, run: signIn },
  { name: 'renewal', endpoint: ({ paths }) => paths.renew, run: renew },
  { name: 'client token', endpoint: ({ paths }) => paths.client, run: signIn },
  { name: 'API call', endpoint: ({ paths }) => paths.api, run: callApi },
]

/** A service without a session wants a token. */
async function signIn(server: FaultServer, provider: Provider, fault: Fault, endpoint: RegExp): Promise<Outcome> {
  const lab = openLab(server, provider, fault, true)
  lab.break(endpoint)
  const failure = await fail(lab, endpoint, () => lab.auth.getToken())
  lab.repair()
  const sent = lab.wire.exchanges.length
  const next = codeOf(await lab.settle(outcomeOf(lab.auth.getToken())))
  expect(lab.wire.exchanges.length, 'requests right after a failure').toBe(sent)
  expect([failure.result, 'cooling_down']).toContain(next)
  expect(await recover(lab, () => lab.auth.getToken())).toBe('works')
  expect(lab.clock.timers).toBe(0)
  return { ...failure, after: next === 'cooling_down' ? 'backoff' : 'refused' }
}

/** A person's session is renewed while its token is still good. */
async function renew(server: FaultServer, provider: Provider, fault: Fault, endpoint: RegExp): Promise<Outcome> {
  const lab = openLab(server, provider, fault, false)
  await lab.settle(lab.signIn())
  const token = await lab.auth.getToken()
  const before = lab.count(endpoint)
  lab.break(endpoint)
  const failure = await fail(lab, endpoint, () => lab.auth.refresh(), before)
  expect(await lab.auth.getToken(), 'the token that has not expired').toBe(token)
  lab.repair()
  const kept = (await recover(lab, () => lab.auth.refresh())) === 'works'
  expect(lab.clock.timers).toBe(0)
  return { ...failure, after: kept ? 'kept' : 'ended' }
}

async function fail(lab: Lab, endpoint: RegExp, call: () => Promise<unknown>, before = 0): Promise<Outcome> {
  const startedAt = lab.clock.monotonic()
  const outcome = await lab.settle(outcomeOf(call()))
  const lastedMs = lab.clock.monotonic() - startedAt
  const result = codeOf(outcome)
  if (!result || !('error' in outcome) || !isAuthError(outcome.error)) return expect.fail('it did not fail')
  const { attempts, retryAfterMs } = outcome.error
  const sends = lab.count(endpoint) - before
  expect(attempts, 'the attempts in the error').toBe(sends)
  return { result, sends, after: '', waitsMs: waits(lab, endpoint, before), backoffMs: retryAfterMs, lastedMs }
}

function waits(lab: Lab, endpoint: RegExp, before: number): number[] {
  const times = lab.wire.exchanges.filter(({ url }) => endpoint.test(url.pathname)).map(({ sentAt }) => sentAt)
  return times.slice(before).flatMap((time, index, all) => (index === 0 ? [] : [time - (all[index - 1] ?? 0)]))
}

/** A service with a good token calls the API. */
async function callApi(server: FaultServer, provider: Provider, fault: Fault, endpoint: RegExp): Promise<Outcome> {
  const lab = openLab(server, provider, fault, true)
  const token = await lab.settle(lab.auth.getToken())
  const tokenRequests = lab.wire.exchanges.length
  lab.break(endpoint)
  const startedAt = lab.clock.monotonic()
  const caller = new AbortController()
  const patience = new Error('the caller has waited long enough')
  const giveUp = (): void => caller.abort(patience)
  const response = await lab.settle(outcomeOf(lab.auth.fetch(provider.resource, { signal: caller.signal })), giveUp)
  const body = 'value' in response ? await lab.settle(outcomeOf(response.value.text()), giveUp) : undefined
  const lastedMs = lab.clock.monotonic() - startedAt
  lab.repair()
  const sent = lab.wire.exchanges.slice(tokenRequests)
  const sends = lab.count(endpoint)
  const elsewhere = sent.filter(({ url }) => url.origin === server.elsewhere)
  expect(JSON.stringify(elsewhere.map(({ headers }) => headers))).not.toContain(token.value)
  const renewals = sent.length - sends - elsewhere.length
  expect(renewals, 'token requests').toBeLessThanOrEqual(1)
  expect((await lab.auth.getToken()).value !== token.value).toBe(renewals > 0)
  expect((await lab.settle(lab.auth.fetch(provider.resource))).status).toBe(200)
  const after = elsewhere.length > 0 ? 'elsewhere' : renewals > 0 ? 'renewed' : 'kept'
  expect(lab.clock.timers).toBe(0)
  return { result: describe(response, body, patience), sends, after, waitsMs: [], lastedMs }
}

type Outcomes<Value> = { readonly value: Value } | { readonly error: unknown }

function describe(response: Outcomes<Response>, body: Outcomes<string> | undefined, patience: Error): string {
  const nameOf = (error: unknown): string =>
    error === patience ? 'waits' : error instanceof Error ? error.constructor.name : String(error)
  if ('error' in response) return nameOf(response.error)
  const { status } = response.value
  return body && 'error' in body ? `${status}, then ${nameOf(body.error)}` : String(status)
}
