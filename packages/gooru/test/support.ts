import { createEmulator, type Emulator } from '@auth/emulator/fetch'
import { createVirtualClock, recordRequests, type VirtualClock } from '@auth-tools/testing'
import { createGooruAuth, type GooruAuth, type GooruAuthOptions } from '../src/index.ts'

type GooruOptions = NonNullable<NonNullable<Parameters<typeof createEmulator>[0]>['gooru']>

export interface Setting {
  readonly emulator: Emulator
  readonly clock: VirtualClock
  /** Every request as it was sent. */
  readonly sent: Request[]
  readonly person: { readonly username: string; readonly password: string }
  /** A client of the emulated service. */
  create(options?: Partial<GooruAuthOptions>): GooruAuth
  /** How many requests arrived at an endpoint. */
  count(endpoint: string): number
}

/** An emulated service in virtual time, and clients for it. */
export function setUp(gooru: GooruOptions = {}): Setting {
  const clock = createVirtualClock()
  const emulator = createEmulator({ clock, gooru })
  const { fetch, sent } = recordRequests(emulator.fetch)
  const { clientId, clientKey, username, password } = emulator.credentials.gooru
  return {
    emulator,
    clock,
    sent,
    person: { username, password },
    create: (options) =>
      createGooruAuth({
        clientId,
        clientKey,
        ...emulator.urls.gooru,
        clock,
        fetch,
        ...options,
      }),
    count: (endpoint) => emulator.requests.filter((request) => request.endpoint === endpoint).length,
  }
}

/** The answer of the published documentation, with whatever differs. */
export function tokenBody(changes: object = {}): object {
  return {
    user_id: 'aada6abc-eb11-4550-981f-3a36a53b4907',
    username: 'rnfu34p13',
    client_id: 'ba956a97-ae15-11e5-a302-f8a963065976',
    provided_at: 1453472820207,
    prefs: { taxonomy: [{ standard_framework_code: 'CSS', default_subject_code: 'GUT.M' }] },
    cdn_urls: { 'profile.cdn': '//profile.gooru.org.com' },
    access_token:
      'YWFkYTZhYmMtZWIxMS00NTUwLTk4MWYtM2EzNmE1M2I0OTA3OkZyaSBKYW4gMjIgMTk6NTc6MDAgSVNUIDIwMTY6MTQ1MzQ3MjgyMDIwNw==',
    ...changes,
  }
}

/** What every client of a stub needs. */
export const basics = {
  authBaseUrl: 'https://gooru.example/api/nucleus-auth/v1',
  clientId: 'ba956a97-ae15-11e5-a302-f8a963065976',
  clientKey: 'c2hlZWJhbkBnb29ydWxlYXJuaW5nLm9yZw==',
} as const
