import { readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parse } from 'yaml'
import { type Bump, bumps, highest } from './rules/bump.ts'
import type { Finding } from './rules/rule.ts'

/** A changeset that no stable release has used up: its file, and the bump of each package in it. */
export interface Changeset {
  /** Relative to `.changeset`. What a prerelease has announced is below `pre`, and waits there for the stable release. */
  readonly file: string
  readonly bumps: ReadonlyMap<string, Bump>
}

export async function readChangesets(root: string): Promise<Changeset[]> {
  const folders = ['', 'pre'].map(async (folder) => {
    const files = await readdir(join(root, '.changeset', folder)).catch(() => [])
    return files.map((file) => join(folder, file))
  })
  const files = (await Promise.all(folders)).flat()
  const names = files.filter((file) => file.endsWith('.md') && !file.endsWith('README.md')).sort()
  return Promise.all(
    names.map(async (file) => ({ file, bumps: readBumps(await readFile(join(root, '.changeset', file), 'utf8')) })),
  )
}

/** The bumps in a changeset's front matter. */
export function readBumps(text: string): ReadonlyMap<string, Bump> {
  const front = /^---\r?\n([\s\S]*?)\r?\n---/.exec(text)?.[1] ?? ''
  const entries = Object.entries(parse(front) ?? {}).flatMap(([name, value]) => {
    const bump = bumps.find((known) => known === value)
    return bump ? [[name, bump] as const] : []
  })
  return new Map(entries)
}

/** The highest bump that pending changesets have for a package. */
export function pendingBump(changesets: readonly Changeset[], name: string): Bump {
  return highest(changesets.map(({ bumps }) => bumps.get(name) ?? 'none'))
}

/** The bump between two versions. A release since the base counts like the changesets that it used up. */
export function releasedBump(from: string | undefined, to: string | undefined): Bump {
  // From a prerelease to its release nothing differs but the label: what the release is says how far it goes.
  if (from?.startsWith(`${to}-`)) return to?.endsWith('.0.0') ? 'major' : to?.endsWith('.0') ? 'minor' : 'patch'
  const [old, fresh] = [from, to].map((version) =>
    (version ?? '0.0.0').split('.').map((part) => Number.parseInt(part, 10)),
  )
  const position = [0, 1, 2].find((index) => (fresh?.[index] ?? 0) !== (old?.[index] ?? 0))
  return position === undefined ? 'none' : ((['major', 'minor', 'patch'] as const)[position] ?? 'none')
}

/**
 * The file of a provider's changeset, relative to the repository. In a prerelease the ones that were announced before
 * stay as they are, and changesets would write over one of the same name.
 */
export async function changesetFile(root: string, provider: string): Promise<string> {
  const announced: string[] = await readdir(join(root, '.changeset/pre')).catch(() => [])
  const names = [`spec-${provider}.md`, ...announced.map((_, index) => `spec-${provider}-${index + 2}.md`)]
  return `.changeset/${names.find((name) => !announced.includes(name))}`
}

/** The text of a changeset: the bump, and what changes for users, the gravest first. */
export function changesetText(name: string, bump: Bump, words: readonly Finding[]): string {
  const list = words.map(({ text }) => `- ${text}`).join('\n')
  return `---\n'${name}': ${bump}\n---\n\nThe provider's API description changed:\n\n${list}\n`
}

/**
 * Writes the changeset of a provider, over an earlier one. Without a change, an earlier one is removed.
 *
 * @param dry - Only find out what would be done.
 */
export async function writeChangeset(
  root: string,
  { file, name, bump, words }: { file: string; name: string; bump: Bump; words: readonly Finding[] },
  dry = false,
): Promise<'written' | 'unchanged' | 'removed' | 'none'> {
  const path = join(root, file)
  const earlier = await readFile(path, 'utf8').catch(() => undefined)
  if (bump === 'none') {
    if (earlier === undefined) return 'none'
    if (!dry) await rm(path)
    return 'removed'
  }
  const text = changesetText(name, bump, words)
  if (earlier === text) return 'unchanged'
  if (!dry) await writeFile(path, text)
  return 'written'
}
