import { changesetFile } from './changesets.ts'
import { compareClients } from './clients/compare-clients.ts'
import type { Base } from './git.ts'
import { judge, type Verdict, wordsFor } from './judge.ts'
import { askOasdiff } from './oasdiff.ts'
import { type Provider, readProviders } from './provider.ts'
import type { Bump } from './rules/bump.ts'
import type { Finding } from './rules/rule.ts'

export interface Judged extends Provider {
  readonly verdict: Verdict
  /** What the changeset says. */
  readonly words: readonly Finding[]
  /** The file of the changeset, relative to the repository. */
  readonly file: string
}

/** Compares every provider of a repository with a revision. */
export async function judgeProviders(root: string, base: Base): Promise<Judged[]> {
  const providers = await readProviders(root, base.revision)
  const pairs = providers.map(({ base, now }) =>
    // A client that appears or disappears does so with its package, which has a rule of its own.
    Object.keys(base.client).length > 0 && Object.keys(now.client).length > 0
      ? { base: base.client, now: now.client }
      : { base: {}, now: {} },
  )
  const [clients, notes] = await Promise.all([
    compareClients(pairs),
    Promise.all(providers.map(({ base, now }) => (base.spec && now.spec ? askOasdiff(base.spec, now.spec) : []))),
  ])
  const files = await Promise.all(providers.map(({ provider }) => changesetFile(root, provider)))
  return providers.map((provider, index) => {
    const pair = { base: provider.base.spec, now: provider.now.spec }
    const verdict = judge(pair, notes[index] ?? [], clients[index] ?? [])
    return { ...provider, verdict, words: wordsFor(verdict), file: files[index] ?? '' }
  })
}

export interface Report {
  readonly package: string
  readonly bump: Bump
  readonly changes: readonly Finding[]
  readonly oasdiff: readonly Finding[]
  readonly client: readonly Finding[]
  readonly stale: boolean
}

/** What `--json` prints for a package. */
export function reportOf({ name, verdict, stale }: Judged): Report {
  const { bump, spec, oasdiff, client } = verdict
  return { package: name, bump, changes: spec, oasdiff, client, stale }
}
