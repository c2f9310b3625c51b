import { createMemoryStore, type Fetch } from '@auth/core'
import { createEmulator, type Emulator, type EmulatorOptions, type ProviderName } from '@auth/emulator/fetch'
import { createVirtualClock, type VirtualClock } from '@auth-tools/testing'
import { expect, onTestFinished } from 'vitest'
import { type Contract, createContract } from '../../src/create-contract.ts'
import { loadSpec, type Spec } from '../../src/spec.ts'

/** The hosts that clients use by default, and where the emulator has them. */
const hosts: Record<ProviderName, Readonly<Record<string, string>>> = {
  meshy: { 'https://auth.meshydb.com': '/meshy/auth', 'https://api.meshydb.com': '/meshy/api' },
  elasticpath: {
    'https://useast.api.elasticpath.com': '/elasticpath',
    'https://euwest.api.elasticpath.com': '/elasticpath',
  },
  gooru: { 'https://gooru.org': '/gooru' },
  genlogs: { 'https://api.genlogs.io': '/genlogs' },
}

const resources: Record<ProviderName, RegExp> = {
  meshy: /^https:\/\/api\.meshydb\.com\/[^/]+\/users\/me$/,
  elasticpath: /\.com\/v2\/accounts$/,
  gooru: /^https:\/\/gooru\.org\/api\/nucleus\/v1\//,
  genlogs: /^https:\/\/api\.genlogs\.io\/me$/,
}

const specs = new Map<ProviderName, Promise<Spec>>()

export interface Emulated extends Contract {
  readonly emulator: Emulator
  readonly clock: VirtualClock
  /** Options of every client: the real hosts, whose requests go through the contract to the emulator. */
  readonly options: {
    readonly fetch: Fetch
    readonly clock: VirtualClock
    readonly retry: { readonly maxAttempts: number }
  }
}

/** An emulated provider behind its document. What is not described fails the test, even if a client hides it. */
export async function emulate(
  provider: ProviderName,
  options: EmulatorOptions = {},
  { violations: allowed = [] as readonly RegExp[] } = {},
): Promise<Emulated> {
  const clock = createVirtualClock()
  const emulator = createEmulator({ clock, ...options })
  const loading = specs.get(provider) ?? loadSpec(provider)
  specs.set(provider, loading)
  const contract = createContract(await loading, forwardTo(emulator, hosts[provider]), {
    isResource: ({ origin, pathname }) => resources[provider].test(origin + pathname),
  })
  onTestFinished(() => {
    expect(contract.violations).toEqual(allowed.map((text) => expect.stringMatching(text)))
  })
  return {
    ...contract,
    emulator,
    clock,
    // A client takes a violation for a network failure, and would wait to try again while the clock stands still.
    options: { fetch: contract.fetch, clock, retry: { maxAttempts: 1 } },
  }
}

/** The options of an application whose people sign in. */
export function forPeople(): {
  readonly credentials: undefined
  readonly store: ReturnType<typeof createMemoryStore>
  readonly identity: string
} {
  return { credentials: undefined, store: createMemoryStore(), identity: 'user-17' }
}

function forwardTo(emulator: Emulator, prefixes: Readonly<Record<string, string>>): Fetch {
  return (input, init) => {
    const request = new Request(input, init)
    const { origin } = new URL(request.url)
    const prefix = prefixes[origin]
    if (prefix === undefined) throw new TypeError(`no provider has the host ${origin}`)
    return emulator.fetch(new Request(request.url.replace(origin, `https://emulator.test${prefix}`), request))
  }
}
