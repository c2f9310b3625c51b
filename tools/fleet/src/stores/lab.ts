import type { TokenStore } from '@auth/core'
import { createEmulator } from '@auth/emulator'
import { type Provider, startProvider } from '../common/provider.ts'
import type { Backing, StoreKind } from './backing.ts'
import { Life, Party } from './party.ts'

const hourMs = 3_600_000
// Longer than a client waits after a failure.
const pauseMs = 61_000

/** Two processes on one session, whose token is fresh. */
export interface Lab extends AsyncDisposable {
  readonly backing: Backing
  readonly provider: Provider
  readonly one: Party
  readonly other: Party
  /** One more process, which has nothing in memory. */
  join(): Promise<Party>
  /** The access token ends. */
  expire(): void
  /** Every pause after a failure is over. */
  calmDown(): void
  /** The key of the session. */
  readonly key: string
}

/** @param skewMs - By how much the clock of each process is wrong. */
export async function openLab(kind: StoreKind, skewMs: readonly number[] = []): Promise<Lab> {
  const backing = await kind.start()
  const provider = await startProvider(hourMs)
  const { accountName, publicKey, username, password } = createEmulator().credentials.meshy
  let offsetMs = 0
  let key = ''
  let processes = 0
  const join = async (): Promise<Party> => {
    const ownSkewMs = skewMs[processes] ?? 0
    processes += 1
    const life = new Life(processes)
    const store = await backing.open(life)
    // A slow machine takes its time to connect.
    while (!(await isReachable(store)));
    return new Party({
      ...{ life, provider, account: { accountName, publicKey }, credentials: { username, password } },
      store: {
        ...store,
        update(name, change, options) {
          key = name
          const changing: typeof change = async (current, lock) => {
            await life.reach('after-locking')
            return change(current, lock)
          }
          return store.update(name, changing, options)
        },
        // Its own clock is moved on with all others.
        ...(store.now && { now: async () => ((await store.now?.()) ?? 0) + offsetMs }),
      },
      offsetMs: () => offsetMs + ownSkewMs,
    })
  }
  const one = await join()
  const other = await join()
  await one.signIn()
  await other.ask()
  return {
    ...{ backing, provider, one, other, join },
    expire() {
      offsetMs += hourMs
    },
    calmDown() {
      offsetMs += pauseMs
    },
    get key() {
      return key
    },
    async [Symbol.asyncDispose]() {
      for (const { life } of [one, other]) life.goOn()
      await provider[Symbol.asyncDispose]()
      await backing[Symbol.asyncDispose]()
    },
  }
}

function isReachable(store: TokenStore): Promise<boolean> {
  return store.read('warm-up', { signal: AbortSignal.timeout(5000) }).then(
    () => true,
    () => false,
  )
}

/** What callers got: one word, or one for each kind. */
export function summarize(outcomes: readonly string[]): string {
  const kinds = [...new Set(outcomes)].sort()
  return kinds.length === 1 && kinds[0] === 'a token' ? 'tokens' : kinds.join(' or ')
}

/** The token requests since the sign-in. */
export function countRequests({ tokenRequests }: Provider): string {
  const renewals = tokenRequests.slice(1)
  const refused = renewals.filter(({ status }) => status >= 400).length
  const count = (number: number, what: string): string => `${number} ${what}${number === 1 ? '' : 's'}`
  const sent = count(renewals.length - refused, 'renewal')
  return refused === 0 ? sent : `${sent}, ${refused} refused`
}
