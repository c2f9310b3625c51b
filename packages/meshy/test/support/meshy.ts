import { type AuthEvent, createMemoryStore } from '@auth/core'
import { createEmulator, type Emulator, type MeshyOptions } from '@auth/emulator/fetch'
import { createVirtualClock, recordRequests, type VirtualClock } from '@auth-tools/testing'
import { createMeshyAuth, type MeshyAuth, type MeshyAuthOptions } from '../../src/index.ts'

export interface Setup {
  readonly auth: MeshyAuth
  readonly emulator: Emulator
  readonly clock: VirtualClock
  readonly events: AuthEvent[]
  /** Every request that left, as it was sent. */
  readonly sent: Request[]
  /** What was asked so far (an endpoint, or the grant of a token request), with the answers. */
  asked(): string[]
}

/** A client of an emulated MeshyDB, in virtual time. It signs in by itself unless `credentials` says otherwise. */
export function setUp(options: Partial<MeshyAuthOptions> = {}, server: MeshyOptions = {}): Setup {
  const clock = createVirtualClock()
  const emulator = createEmulator({ clock, meshy: server })
  const { accountName, publicKey, username, password } = emulator.credentials.meshy
  const events: AuthEvent[] = []
  const { fetch, sent } = recordRequests(options.fetch ?? emulator.fetch)
  const auth = createMeshyAuth({
    accountName,
    publicKey,
    credentials: { username, password },
    ...emulator.urls.meshy,
    clock,
    onEvent: (event) => events.push(event),
    ...options,
    fetch,
  })
  const asked = (): string[] =>
    emulator.requests.map(({ endpoint, parameters, status }) => `${parameters['grant_type'] ?? endpoint} ${status}`)
  return { auth, emulator, clock, events, sent, asked }
}

/** What names the emulated account and its servers, to a client without credentials. */
export function optionsFor(emulator: Emulator, clock: VirtualClock): MeshyAuthOptions {
  const { accountName, publicKey } = emulator.credentials.meshy
  return { accountName, publicKey, ...emulator.urls.meshy, clock, fetch: emulator.fetch }
}

/** The options of an application whose people sign in. */
export function forPeople(): Partial<MeshyAuthOptions> {
  return { credentials: undefined, store: createMemoryStore(), identity: 'user-17' }
}
