import { isAuthError } from '@auth/core'
import { createEmulator } from '@auth/emulator/fetch'
import { expect } from 'vitest'
import type { Client, Provider } from './clients.ts'
import type { Cell, FaultServer } from './fault-server.ts'
import type { Fault } from './faults.ts'
import { createSteppedClock, type SteppedClock } from './stepped-clock.ts'
import { createWire, type Wire } from './wire.ts'

/** A client at work on real sockets, in a time of its own. */
export interface Lab extends Client {
  readonly clock: SteppedClock
  readonly wire: Wire
  readonly provider: Provider
  /** Starts the fault at an endpoint. */
  break(endpoint: RegExp): void
  repair(): void
  /** Moves time on, whenever nothing is on its way, until `work` is settled. */
  settle<Result>(work: Promise<Result>, onStuck?: () => void): Promise<Result>
  /** Requests so far, to one endpoint. */
  count(endpoint: RegExp): number
}

export function openLab(server: FaultServer, provider: Provider, fault: Fault, service: boolean): Lab {
  const clock = createSteppedClock()
  const emulator = createEmulator({ clock, ...provider.server })
  let broken: RegExp | undefined
  const meets = (path: string): boolean => broken?.test(path) === true
  const wire = createWire(clock.monotonic, ({ pathname }) =>
    !fault.play && meets(pathname) ? new URL(pathname, server.nowhere) : undefined,
  )
  const cell: Cell = { clock, emulator, wire, faultAt: (path) => (meets(path) ? fault : undefined) }
  const base = server.add(cell)
  const urls = emulator.urls[provider.name]
  const here = (url: string): string => url.replace('https://emulator.test', base)
  const shared = {
    authBaseUrl: here(urls.authBaseUrl),
    apiBaseUrl: here(urls.apiBaseUrl),
    clock,
    fetch: wire.fetch,
    random: () => 0.5,
  }

  async function settle<Result>(work: Promise<Result>, onStuck?: () => void): Promise<Result> {
    let settled = false
    const done = (): void => {
      settled = true
      wire.changed()
    }
    work.then(done, done)
    for (let stuck = false; ; ) {
      await clock.flush()
      if (settled) return work
      if (!wire.quiet) await wire.until(() => settled || wire.quiet)
      else if (!(await clock.step())) {
        if (stuck || !onStuck) throw new Error('the client waits for something that will never come')
        stuck = true
        onStuck()
      }
    }
  }

  return {
    ...provider.create(shared, service),
    ...{ clock, wire, provider, settle },
    break(endpoint) {
      broken = endpoint
    },
    repair() {
      broken = undefined
    },
    count: (endpoint) => wire.exchanges.filter(({ url }) => endpoint.test(url.pathname)).length,
  }
}

/** The result of `work`, or its error. */
export async function outcomeOf<Result>(work: Promise<Result>): Promise<{ value: Result } | { error: unknown }> {
  try {
    return { value: await work }
  } catch (error) {
    return { error }
  }
}

/** The code of an AuthError. Anything else is not expected. */
export function codeOf(outcome: { value: unknown } | { error: unknown }): string | undefined {
  if ('value' in outcome) return undefined
  if (!isAuthError(outcome.error)) throw outcome.error
  return outcome.error.code
}

/** Repeats `call` after the delays that it asks for, or after a minute, until it works or wants a new sign-in. */
export async function recover(lab: Lab, call: () => Promise<unknown>): Promise<'works' | 'reauth_required'> {
  for (let tries = 0; tries < 4; tries += 1) {
    const outcome = await lab.settle(outcomeOf(call()))
    if (!('error' in outcome)) return 'works'
    const { error } = outcome
    if (isAuthError(error, 'reauth_required')) return 'reauth_required'
    if (!isAuthError(error)) throw error
    await lab.clock.advance(error.retryAfterMs ?? 60_000)
  }
  return expect.fail('the client does not recover')
}
