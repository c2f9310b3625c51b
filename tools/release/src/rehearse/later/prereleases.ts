import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { runChangesets } from '../../changesets.ts'
import { run } from '../../run.ts'
import { type Rehearsal, release } from '../release.ts'
import { expectTag, readState } from './registry-state.ts'
import { refusalOf, reviseSpec } from './revise.ts'

/** Two prereleases of a provider whose spec changes in both, and the stable release of what they brought. */
export async function tryPrereleases(rehearsal: Rehearsal, provider: string): Promise<void> {
  const { workspace, registry, report } = rehearsal
  const spec = provider.replace('@auth/', '')
  const before = (await readState(registry, provider))['dist-tags']['latest'] ?? ''
  await report.try('prereleases: entered', async () => {
    await runChangesets(workspace, 'pre', 'enter', 'beta')
    return reviseSpec(workspace, spec, 'in_the_first_beta')
  })
  await release(rehearsal, 'first beta')
  await report.try('prereleases: a second edit of the same spec', () =>
    reviseSpec(workspace, spec, 'in_the_second_beta'),
  )
  await release(rehearsal, 'second beta')
  await report.try('prereleases: not for those who ask for nothing else', async () => {
    await expectTag(registry, provider, 'latest', before)
    const beta = (await readState(registry, provider))['dist-tags']['beta'] ?? ''
    if (!beta.endsWith('-beta.1')) throw new Error(`the dist-tag beta is ${beta}`)
    return `latest ${before}, beta ${beta}`
  })
  await report.try('prereleases: no snapshot', async () => {
    const refusal = await refusalOf(workspace, 'snapshot.ts', 'pr-7')
    const left = await run('git', ['status', '--porcelain'], { cwd: workspace.root })
    if (!refusal.includes('prerelease mode') || refusal.includes('    at ') || left !== '')
      throw new Error(`${refusal}\n${left}`)
    return 'says why, leaves nothing behind'
  })
  await report.try('prereleases: left', async () => {
    await runChangesets(workspace, 'pre', 'exit')
    return 'back to stable releases'
  })
  const stable = (await release(rehearsal, 'after the betas')).find(({ name }) => name === provider)
  await report.try('prereleases: all is told again', async () => {
    const text = await readFile(join(workspace.root, 'packages', spec, 'CHANGELOG.md'), 'utf8')
    const newest = text.split(/^(?=## )/m)[1] ?? ''
    const version = stable?.manifest.version ?? ''
    if (!newest.startsWith(`## ${version}\n`)) throw new Error(`the changelog begins with ${newest.split('\n', 1)}`)
    for (const told of ['in_the_first_beta', 'in_the_second_beta'])
      if (!newest.includes(told)) throw new Error(`${version} does not tell of ${told}`)
    await expectTag(registry, provider, 'latest', version)
    return `the changelog of ${version} has both edits`
  })
}
