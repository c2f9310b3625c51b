import type { ProviderName, TokenEnd } from '../contract.ts'
import type { AssembledEmulator } from '../emulator.ts'
import { faultKinds } from '../fault-check.ts'
import type { Fault } from '../faults.ts'
import { type LiveToken, maskedToken } from '../live-tokens.ts'
import { endpointNames } from '../routes.ts'
import { type ProviderSnippets, snippetsOf } from '../snippets.ts'
import type { NumberedEntry, Watch } from './watch.ts'

/** A fault that is still to hit, as JSON can say it. */
export interface ShownFault extends Omit<Fault, 'kind' | 'times'> {
  readonly kind: string
  /** How many requests it will still hit; null for all. */
  readonly left: number | null
}

/** What changes while an emulator runs. */
export interface ShownState {
  readonly now: number
  readonly tokens: readonly LiveToken[]
  readonly faults: readonly ShownFault[]
  /** The number of the oldest request that is kept; null when there is none. */
  readonly oldest: number | null
}

/** What stays as it is. */
export interface ShownSetup {
  readonly urls: AssembledEmulator['emulator']['urls']
  readonly credentials: AssembledEmulator['emulator']['credentials']
  readonly snippets: Readonly<Record<ProviderName, ProviderSnippets>>
  readonly endpoints: Readonly<Record<ProviderName, readonly string[]>>
  readonly kinds: readonly string[]
}

/** All that the page needs to begin with. */
export interface ShownAll extends ShownState {
  readonly setup: ShownSetup
  readonly requests: readonly NumberedEntry[]
}

const mostShown = 300

export function stateOf({ emulator, pendingFaults }: AssembledEmulator, watch: Watch): ShownState {
  const [oldest] = emulator.requests
  return {
    now: emulator.now(),
    tokens: emulator.liveTokens(),
    faults: pendingFaults().map(({ fault: { kind, times: _, ...fault }, left }) => ({
      ...fault,
      kind: typeof kind === 'function' ? 'an answer of its own' : kind,
      left: Number.isFinite(left) ? left : null,
    })),
    oldest: oldest === undefined ? null : watch.number(oldest).id,
  }
}

export function everythingOf(assembled: AssembledEmulator, watch: Watch, genlogsProfile: string): ShownAll {
  const { emulator, providers } = assembled
  const { urls, credentials } = emulator
  const endpoints = (name: ProviderName): readonly string[] =>
    endpointNames[name].filter((endpoint) => !Object.hasOwn(providers[name].absentEndpoints ?? {}, endpoint))
  return {
    ...stateOf(assembled, watch),
    setup: {
      ...{ urls, credentials, kinds: faultKinds },
      snippets: snippetsOf({ urls, credentials }, genlogsProfile),
      endpoints: {
        meshy: endpoints('meshy'),
        elasticpath: endpoints('elasticpath'),
        gooru: endpoints('gooru'),
        genlogs: endpoints('genlogs'),
      },
    },
    requests: emulator.requests.slice(-mostShown).map(watch.number),
  }
}

/** Ends tokens by what is shown of them, or all access tokens. @returns how many there were */
export function endTokens(
  { emulator, providers }: AssembledEmulator,
  { provider, token, how }: { provider: ProviderName; token: string | undefined; how: TokenEnd },
): number {
  const now = emulator.now()
  const ended = providers[provider]
    .tokens()
    .filter(({ expiresAt }) => now < expiresAt)
    .filter((record) => (token === undefined ? record.kind === 'access' : maskedToken(record.token) === token))
  for (const record of ended) providers[provider].endToken(record.token, how)
  return ended.length
}
