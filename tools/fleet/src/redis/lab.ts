import { setTimeout as sleep } from 'node:timers/promises'
import { createEmulator } from '@auth/emulator'
import type { RoundCalls } from '../common/protocol.ts'
import { type Provider, startProvider } from '../common/provider.ts'
import type { Address, ClientName } from './clients.ts'
import { type Fleet, startFleet, sum } from './fleet.ts'

/** A fleet, its server and its provider. */
export interface LabOptions {
  readonly address: Address
  readonly clientNames?: readonly ClientName[]
  readonly processes?: number
  readonly callers?: number
  readonly isService?: boolean
  readonly lifeMs?: number
  readonly lockTtlMs?: number
  readonly latencyMs?: number
  /** By how much the clock of each process is wrong. */
  readonly clockOffsetOf?: (index: number) => number
  /** Whether nobody has signed in yet. */
  readonly isCold?: boolean
}

export interface Lab extends AsyncDisposable {
  readonly fleet: Fleet
  readonly provider: Provider
  /** Waits until the access token that came last has ended. */
  expire(): Promise<void>
  /** All processes call at once, and what became of the calls is counted. */
  round(): Promise<RoundCalls>
  readonly calls: RoundCalls
  /** How many more renewals there may be: a machine that stands still for seconds lets new tokens end in their turn. */
  readonly further: number
  /** Token requests since the sign-in. */
  readonly requests: Provider['tokenRequests']
}

const defaultLifeMs = 2000
/** A token is renewed from this share of its life on. */
const renewedFrom = 0.8

export async function openLab({
  address,
  clientNames = ['ioredis'],
  processes = 4,
  callers = 25,
  isService = false,
  lifeMs = defaultLifeMs,
  lockTtlMs = 10_000,
  latencyMs = 100,
  clockOffsetOf = () => 0,
  isCold = false,
}: LabOptions): Promise<Lab> {
  const provider = await startProvider(lifeMs)
  provider.latencyMs = latencyMs
  const fleet = await startFleet(
    Array.from({ length: processes }, (_, index) => ({
      ...{ name: `process ${index}`, address, isService, lockTtlMs },
      clientName: clientNames[index % clientNames.length] ?? 'ioredis',
      provider: provider.urls,
      account: createEmulator().credentials.meshy,
      clockOffsetMs: clockOffsetOf(index),
    })),
  )
  const rounds: RoundCalls[] = []
  let further = 0
  const lab: Lab = {
    ...{ fleet, provider },
    expire: () => sleep(lifeMs + 50),
    async round() {
      const startedAt = performance.now()
      const calls = await fleet.round(callers)
      rounds.push(calls)
      further += Math.floor((performance.now() - startedAt) / (renewedFrom * lifeMs))
      return calls
    },
    get calls() {
      return sum(rounds)
    },
    get further() {
      return further
    },
    get requests() {
      return provider.tokenRequests.slice(isCold ? 0 : 1)
    },
    async [Symbol.asyncDispose]() {
      await fleet[Symbol.asyncDispose]()
      await provider[Symbol.asyncDispose]()
    },
  }
  if (isCold) return lab
  const [first] = fleet.workers
  const done = first?.next('done')
  first?.send({ do: 'sign-in' })
  await done
  // Everybody learns of the session.
  await fleet.round(1)
  return lab
}
