import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { listPackages } from '../packages.ts'
import { type Changeset, pendingBump, readChangesets } from '../spec/changesets.ts'
import { type CommandOptions, type Print, runSpecCommand } from '../spec/command.ts'
import { findBase, listAt, readAt } from '../spec/git.ts'
import { findChangedNeeds, type Revision } from './silent-dependencies.ts'
import { findSilentMajors } from './silent-majors.ts'

/** Refuses what a release would bring to users of a package while no changeset tells them. */
export async function checkAnnouncements({ root, base: wanted }: CommandOptions, print: Print): Promise<boolean> {
  const changesets = await readChangesets(root)
  const manifests = listPackages(root).map(({ manifest }) => manifest)
  const problems = findSilentMajors(manifests, changesets)
  const base = await findBase(root, wanted, 'HEAD^')
  if (base.revision === undefined) print(base.reason)
  else {
    const now = { manifests, workspace: await readFile(join(root, 'pnpm-workspace.yaml'), 'utf8').catch(() => '') }
    const before = await readRevision(root, base.revision)
    for (const [name, changes] of findChangedNeeds(before, now)) {
      if (isTold(name, before, now, changesets)) continue
      problems.push(
        `${name} brings something else to its users, and no changeset tells them: ${changes.join(', ')}. Add one with \`pnpm changeset\`.`,
      )
    }
  }
  print(problems.length > 0 ? problems.join('\n') : 'What packages need is announced to those who use them.')
  return problems.length === 0
}

/** By a changeset that waits, or by a release since. */
function isTold(name: string, before: Revision, now: Revision, changesets: readonly Changeset[]): boolean {
  const [earlier, later] = [before, now].map(({ manifests }) => manifests.find((one) => one.name === name)?.version)
  return earlier !== later || pendingBump(changesets, name) !== 'none'
}

async function readRevision(root: string, revision: string): Promise<Revision> {
  const paths = (await listAt(root, revision, 'packages/')).filter((path) =>
    /^packages\/[^/]+\/package\.json$/.test(path),
  )
  const texts = await Promise.all(paths.map((path) => readAt(root, revision, path)))
  const workspace = (await readAt(root, revision, 'pnpm-workspace.yaml')) ?? ''
  return { manifests: texts.map((text) => JSON.parse(text ?? '{}')), workspace }
}

if (import.meta.main) await runSpecCommand(checkAnnouncements)
