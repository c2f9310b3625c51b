import { addChangeset } from '../../changesets.ts'
import { failureOf, run } from '../../run.ts'
import type { Consumers } from '../consumers.ts'
import { npm } from '../managers.ts'
import { add, createProject, expectInstalled } from '../project.ts'
import { type Rehearsal, release } from '../release.ts'
import { expectTag, readState, stableVersions } from './registry-state.ts'

/** A fix of the major before the newest, from a branch, and how it is taken back. */
export async function tryHotfix(rehearsal: Rehearsal, consumers: Consumers, provider: string): Promise<void> {
  const { workspace, registry, report, directory } = rehearsal
  const { env } = consumers
  const versions = stableVersions(await readState(registry, provider))
  const newest = versions.at(-1) ?? ''
  const old = versions.filter((version) => version.split('.')[0] !== newest.split('.')[0]).at(-1) ?? ''
  const major = old.split('.')[0] ?? ''
  // npm takes v1 for a range of versions, and refuses it as a dist-tag.
  const line = `release-${major}`
  const git = (...args: string[]): Promise<string> => run('git', args, { cwd: workspace.root, env })
  await report.try('hotfix of an old major: branched', async () => {
    await git('checkout', '--quiet', '-b', line, `${provider}@${old}`)
    await addChangeset(workspace, { [provider]: 'patch' }, 'A fix for those who stay.')
    return `${line}, from ${provider} ${old}`
  })
  const [fix] = await release(rehearsal, 'hotfix', { tag: line })
  const fixed = fix?.manifest.version ?? ''
  const install = async (title: string, range: string, expected: string): Promise<void> => {
    const project = await createProject(`${consumers.folder}/${title}`, npm, env)
    await add(project, `${provider}@${range}`)
    const core = stableVersions(await readState(registry, '@auth/core')).filter((one) => one.startsWith(`${major}.`))
    await expectInstalled(
      project,
      new Map([
        [provider, expected],
        ['@auth/core', core.at(-1) ?? ''],
      ]),
    )
  }
  await report.try('hotfix of an old major: for those who stay', async () => {
    await expectTag(registry, provider, 'latest', newest)
    await expectTag(registry, provider, line, fixed)
    await install('hotfixed', `^${major}`, fixed)
    return `${line} ${fixed}, latest ${newest}`
  })
  await report.try('yanked', async () => {
    const options = { cwd: directory, env }
    await run('npm', ['deprecate', `${provider}@${fixed}`, 'Taken back: use another version.'], options)
    await run('npm', ['dist-tag', 'add', `${provider}@${old}`, line], options)
    await install('yanked', `^${major}`, old)
    const stays = await createProject(`${consumers.folder}/pinned`, npm, env)
    const failure = await failureOf(add(stays, `${provider}@${fixed}`))
    if (failure) throw new Error(`who has ${fixed} in a lock file cannot install it any more: ${failure}`)
    return `new installations get ${old}; ${fixed} can still be installed by name`
  })
  await git('checkout', '--quiet', 'main')
}
