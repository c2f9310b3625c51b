import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pendingBump, readChangesets, releasedBump } from '../changesets.ts'
import { type CommandOptions, type Print, runSpecCommand } from '../command.ts'
import { findBase, findRelease } from '../git.ts'
import { isAtLeast } from '../rules/bump.ts'
import { bringToday, compileConsumers, type Problems, unpackRevision } from './compile-consumers.ts'
import { type Consumer, findConsumers, findExporters } from './consumers.ts'

/** Code of users that used to compile and no longer does. */
export interface Incompatibility {
  readonly consumer: Consumer
  readonly problems: readonly string[]
}

/** Tries whether code that was written for an earlier release compiles today, and asks for a major release if not. */
export async function compat({ root, base: wanted }: CommandOptions, print: Print): Promise<boolean> {
  if (wanted === undefined && (await findRelease(root)) === undefined) {
    print(
      'No release tag is known here, so that there is no code of users that could break. `--base` takes a revision.',
    )
    return true
  }
  const base = await findBase(root, wanted)
  if (base.revision === undefined) {
    print(base.reason)
    return true
  }
  const { tried, broken, versions } = await findIncompatibilities(root, base.revision)
  const where = `${base.reason} (${base.revision.slice(0, 7)})`
  print(`${tried} examples, recipes and tests of ${where}, compiled against the packages of today`)
  const changesets = await readChangesets(root)
  const today = new Map(findExporters(root).map(({ name, version }) => [name, version]))
  const announced = (name: string): boolean =>
    isAtLeast(pendingBump(changesets, name), 'major') ||
    isAtLeast(releasedBump(versions.get(name), today.get(name)), 'major')
  let ok = true
  for (const { consumer, problems } of broken) {
    const { name, packages } = consumer
    const known = packages.find(announced)
    ok &&= known !== undefined
    const verdict = known
      ? `as the major changeset of ${known} announces`
      : `and no major changeset announces it: \`pnpm changeset\` for ${packages.join(' or ')}`
    print([`${name} no longer compiles, ${verdict}`, ...problems.map((problem) => `  ${problem}`)].join('\n'))
  }
  if (broken.length === 0) print('All of them compile.')
  return ok
}

/** Compiles the code of users of a revision against the packages of that revision and of today. */
export async function findIncompatibilities(
  root: string,
  revision: string,
): Promise<{ tried: number; broken: Incompatibility[]; versions: ReadonlyMap<string, string> }> {
  const folder = await mkdtemp(join(tmpdir(), 'auth-compat-'))
  try {
    const now = join(folder, 'now')
    await unpackRevision(root, revision, now)
    const versions = new Map(findExporters(now).map(({ name, version }) => [name, version]))
    const consumers = await findConsumers(now)
    await bringToday(root, now)
    const after = await compileConsumers(root, now, consumers)
    const before =
      after.size > 0 ? await compileThen(root, revision, join(folder, 'then')) : new Map<string, string[]>()
    const broken = consumers.flatMap((consumer): Incompatibility[] => {
      const problems = (after.get(consumer.file) ?? []).filter(
        (problem) => !before.get(consumer.file)?.includes(problem),
      )
      return problems.length > 0 ? [{ consumer, problems }] : []
    })
    return { tried: consumers.length, broken, versions }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** What did not compile then either is the fault of this trial, and of no release. */
async function compileThen(root: string, revision: string, tree: string): Promise<Problems> {
  await unpackRevision(root, revision, tree)
  return compileConsumers(root, tree, await findConsumers(tree))
}

if (import.meta.main) await runSpecCommand(compat)
