import { basename, dirname, join } from 'node:path'
import { addChangeset, publishPacked } from '../../changesets.ts'
import { openTarballs, type Packed } from '../../pack.ts'
import { failureOf } from '../../run.ts'
import { type Rehearsal, release } from '../release.ts'
import type { FaultyRegistry } from './faulty-registry.ts'
import { refusalOf, runTool } from './revise.ts'

/** A major release of core, which those who need core must announce too, to a registry that breaks down on the way. */
export async function tryMajor(
  rehearsal: Rehearsal,
  newest: readonly Packed[],
  faulty: FaultyRegistry,
): Promise<readonly Packed[]> {
  const { workspace, report } = rehearsal
  const dependents = newest
    .filter(({ manifest }) => '@auth/core' in { ...manifest.dependencies, ...manifest.peerDependencies })
    .map(({ name }) => name)
  await report.try('a major of core alone', async () => {
    await addChangeset(workspace, { '@auth/core': 'major' }, 'A rehearsal of what breaks.')
    const refusal = await refusalOf(workspace, 'announce/check.ts')
    for (const name of dependents)
      if (!refusal.includes(`${name} needs @auth/core`)) throw new Error(`${name}: not asked for`)
    await addChangeset(
      workspace,
      Object.fromEntries(dependents.map((name) => [name, 'major' as const])),
      'What users see of it.',
    )
    await runTool(workspace, 'announce/check.ts')
    return `refused until the users of ${dependents.length} packages were told`
  })
  return release(rehearsal, 'next major', { publish: (folder) => publishTwice(rehearsal, folder, faulty) })
}

/** The second time as whoever repeats the whole workflow: packs what the registry lacks, and publishes that. */
async function publishTwice({ workspace }: Rehearsal, folder: string, faulty: FaultyRegistry): Promise<string> {
  // Tools would wait and try again for half a minute.
  const env = { ...workspace.env, npm_config_fetch_retries: '0', pnpm_config_fetch_retries: '0' }
  const failure = await failureOf(publishPacked({ root: workspace.root, env }, folder))
  const half = [...faulty.taken]
  if (failure === undefined || half.length !== 2) throw new Error(`${half.length} were taken: ${failure}`)
  faulty.repair()
  const again = join(dirname(folder), `${basename(folder)}-again`)
  await runTool(workspace, 'release.ts', 'pack', '--out', again)
  const missing = (await openTarballs(join(again, 'packages'), `${again}-opened`)).map(({ name }) => name)
  if (missing.some((name) => half.includes(name))) throw new Error(`packed again: ${missing.join(', ')}`)
  await runTool(workspace, 'verify/main.ts', again)
  await publishPacked(workspace, again)
  if (new Set(faulty.taken).size !== faulty.taken.length) throw new Error(`taken twice: ${faulty.taken.join(', ')}`)
  return `${half.length} before the registry broke down, ${missing.length} in a second run`
}
