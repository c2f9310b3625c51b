import { type AuthEvent, createMemoryStore } from '@auth/core'
import { createEmulator, type Emulator, type GenlogsOptions } from '@auth/emulator/fetch'
import { createVirtualClock, recordRequests, type VirtualClock } from '@auth-tools/testing'
import { createGenlogsAuth, type GenlogsAuth, type GenlogsAuthOptions } from '../../src/index.ts'

export interface Setup {
  readonly auth: GenlogsAuth
  readonly emulator: Emulator
  readonly clock: VirtualClock
  readonly events: AuthEvent[]
  /** Every request that left, as it was sent. */
  readonly sent: Request[]
  /** The endpoints asked so far, with their answers. */
  asked(): string[]
}

/** A client of an emulated GenLogs, in virtual time. It signs in by itself unless `credentials` says otherwise. */
export function setUp(options: Partial<GenlogsAuthOptions> = {}, server: GenlogsOptions = {}): Setup {
  const clock = createVirtualClock()
  const emulator = createEmulator({ clock, genlogs: server })
  const { apiKey, email, password } = emulator.credentials.genlogs
  const events: AuthEvent[] = []
  const { fetch, sent } = recordRequests(options.fetch ?? emulator.fetch)
  const auth = createGenlogsAuth({
    apiKey,
    credentials: { email, password },
    ...emulator.urls.genlogs,
    clock,
    onEvent: (event) => events.push(event),
    ...options,
    fetch,
  })
  const asked = (): string[] => emulator.requests.map(({ endpoint, status }) => `${endpoint} ${status}`)
  return { auth, emulator, clock, events, sent, asked }
}

/** The options of an application whose people sign in. */
export function forPeople(): Partial<GenlogsAuthOptions> {
  return { credentials: undefined, store: createMemoryStore(), identity: 'user-17' }
}
