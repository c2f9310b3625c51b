import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { applyChangesets, publishPacked, type Workspace } from '../changesets.ts'
import { listFiles, openTarballs, type Packed } from '../pack.ts'
import type { LoopbackRegistry } from '../registry/loopback.ts'
import { run } from '../run.ts'
import { readChangesets } from '../spec/changesets.ts'
import type { Report } from './report.ts'

export interface Rehearsal {
  readonly directory: string
  readonly workspace: Workspace
  readonly registry: LoopbackRegistry
  readonly report: Report
}

/** Thrown when a step failed that all others need. The report has what failed. */
export class Stopped extends Error {}

/** Versions, builds, packs, inspects and publishes what changed, by the commands of a release. */
export async function release(rehearsal: Rehearsal, title: string): Promise<readonly Packed[]> {
  const { directory, workspace, registry, report } = rehearsal
  const folder = join(directory, title.replaceAll(' ', '-'))
  let packed: readonly Packed[] = []
  const step = async (name: string, work: () => Promise<string>): Promise<void> => {
    if (!(await report.try(`${title}: ${name}`, work))) throw new Stopped(name)
  }
  await step('changesets applied', async () => {
    if ((await readChangesets(workspace.root)).length === 0) return 'there are none: the versions stay'
    await applyChangesets(workspace)
    return 'versions and changelogs written'
  })
  await step('built', async () => {
    await run('pnpm', ['--recursive', '--filter', './packages/*', 'run', 'build'], {
      cwd: workspace.root,
      // The dependencies are lent: they are not to be installed again.
      env: { ...workspace.env, pnpm_config_verify_deps_before_run: 'false' },
    })
    return 'every package, in the order of dependencies'
  })
  await step('packed and inspected', async () => {
    const command = join(workspace.root, 'tools/release/src/release.ts')
    const env = workspace.env ?? process.env
    await run(process.execPath, [command, 'pack', '--out', folder], { cwd: workspace.root, env })
    packed = await openTarballs(join(folder, 'packages'), `${folder}-opened`)
    const files = await Promise.all(packed.map((item) => listFiles(item.folder)))
    const versions = packed.map(({ name, manifest }) => `${name.replace('@auth/', '')} ${manifest.version}`)
    return `${files.flat().length} files of ${versions.join(', ')}`
  })
  await step('verified', async () => {
    const command = join(workspace.root, 'tools/release/src/verify/main.ts')
    await run(process.execPath, [command, folder], {
      cwd: workspace.root,
      ...(workspace.env && { env: workspace.env }),
    })
    return 'names, versions, integrity, contents, dist-tags and registry are as planned'
  })
  await step('published', async () => {
    await publishPacked(workspace, folder)
    for (const item of packed) await compareWithPublished(registry, item)
    return `${packed.length} tarballs, byte for byte what was inspected`
  })
  return packed
}

async function compareWithPublished({ url }: LoopbackRegistry, { name, tarball, manifest }: Packed): Promise<void> {
  const response = await fetch(`${url}${name.replace('/', '%2f')}/${manifest.version}`)
  const published: { dist?: { integrity?: string } } = await response.json()
  const digest = createHash('sha512')
    .update(await readFile(tarball))
    .digest('base64')
  if (published.dist?.integrity !== `sha512-${digest}`)
    throw new Error(`${name}: the registry has other bytes than those that were inspected (${response.status})`)
}
