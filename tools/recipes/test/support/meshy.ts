import type { AuthEvent, Clock } from '@auth/core'
import { createEmulator, type Emulator, startEmulator } from '@auth/emulator'
import { createMeshyAuth, type MeshyAuth, type MeshyAuthOptions } from '@auth/meshy'
import { createVirtualClock, type VirtualClock } from '@auth-tools/testing'

export interface Meshy {
  readonly emulator: Emulator
  readonly clock: VirtualClock
  readonly events: AuthEvent[]
  /** The base URL of the API, below which `/users/me` is. */
  readonly apiUrl: string
  /** The options of such a client. */
  options(): MeshyAuthOptions
  /** A client of this server. It signs in by itself unless `credentials` says otherwise. */
  create(options?: Partial<MeshyAuthOptions>): MeshyAuth
  /** What was asked so far (an endpoint, or the grant of a token request), with the answers. */
  asked(): string[]
}

export const userCredentials: { readonly username: string; readonly password: string } = {
  username: 'ada',
  password: 'ada-password',
}

/** An emulated MeshyDB in virtual time, without a network. */
export function emulateMeshy(): Meshy {
  const clock = createVirtualClock()
  const emulator = createEmulator({ clock })
  return describeMeshy(emulator, clock, emulator.fetch)
}

/** The same on loopback, for clients that make their own connections. */
export async function serveMeshy(): Promise<Meshy & AsyncDisposable> {
  const clock = createVirtualClock()
  const emulator = await startEmulator({ clock })
  return { ...describeMeshy(emulator, clock), [Symbol.asyncDispose]: () => emulator.close() }
}

function describeMeshy(emulator: Emulator, clock: VirtualClock & Clock, fetch?: Emulator['fetch']): Meshy {
  const { accountName, publicKey } = emulator.credentials.meshy
  const urls = emulator.urls.meshy
  const events: AuthEvent[] = []
  const options = (): MeshyAuthOptions => ({
    accountName,
    publicKey,
    credentials: userCredentials,
    ...urls,
    fetch,
    clock,
    onEvent: (event) => events.push(event),
  })
  return {
    emulator,
    clock,
    events,
    apiUrl: `${urls.apiBaseUrl}/${accountName}`,
    options,
    create: (others) => createMeshyAuth({ ...options(), ...others }),
    asked: () =>
      emulator.requests.map(({ endpoint, parameters, status }) => `${parameters['grant_type'] ?? endpoint} ${status}`),
  }
}
