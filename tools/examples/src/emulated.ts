/** The emulator that an example has started, from outside. */
export interface Emulated {
  /** What token requests asked for, in order: `password`, `refresh_token`, … */
  grants(): Promise<string[]>
  /** The names of the endpoints that requests came for, in order. */
  endpoints(): Promise<string[]>
  /** Ends all access tokens of MeshyDB. Refresh tokens stay valid. */
  revokeTokens(): Promise<void>
  advance(ms: number): Promise<void>
  fail(fault: Readonly<Record<string, unknown>>): Promise<void>
  /** Forgets requests and faults. */
  reset(): Promise<void>
}

interface Arrived {
  readonly endpoint?: string
  readonly parameters: Readonly<Record<string, string>>
}

export function emulatedAt(origin: string): Emulated {
  async function post(path: string, fields: object): Promise<void> {
    const response = await fetch(`${origin}/_emulator/${path}`, {
      method: 'POST',
      body: JSON.stringify(fields),
      headers: { 'content-type': 'application/json' },
    })
    if (!response.ok) throw new Error(`the emulator answers ${path} with ${response.status}: ${await response.text()}`)
  }
  async function requests(): Promise<Arrived[]> {
    return (await fetch(`${origin}/_emulator/requests`)).json() as Promise<Arrived[]> // as the emulator documents it
  }
  return {
    grants: async () => (await requests()).flatMap(({ parameters }) => parameters['grant_type'] ?? []),
    endpoints: async () => (await requests()).flatMap(({ endpoint }) => endpoint ?? []),
    revokeTokens: () => post('revoke', { provider: 'meshy' }),
    advance: (advanceMs) => post('clock', { advanceMs }),
    fail: (fault) => post('faults', fault),
    reset: () => post('reset', {}),
  }
}
