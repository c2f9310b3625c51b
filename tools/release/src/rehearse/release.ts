import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { applyChangesets, publishPacked, type Workspace } from '../changesets.ts'
import { listFiles, openTarballs, type Packed } from '../pack.ts'
import { listPackages } from '../packages.ts'
import type { LoopbackRegistry } from '../registry/loopback.ts'
import { run } from '../run.ts'
import { readChangesets } from '../spec/changesets.ts'
import { runTool } from './later/revise.ts'
import type { Report } from './report.ts'

export interface Rehearsal {
  readonly directory: string
  readonly workspace: Workspace
  readonly registry: LoopbackRegistry
  readonly report: Report
}

/** Thrown when a step failed that all others need. The report has what failed. */
export class Stopped extends Error {}

export interface ReleaseOptions {
  /** A dist-tag instead of `latest`. */
  readonly tag?: string
  /** Where to, if it is another one than the rehearsal's. */
  readonly publish?: (folder: string) => Promise<string>
}

/** Versions, builds, packs, inspects and publishes what changed, by the commands of a release, and tags the commit. */
export async function release(
  rehearsal: Rehearsal,
  title: string,
  { tag, publish }: ReleaseOptions = {},
): Promise<readonly Packed[]> {
  const { directory, workspace, registry, report } = rehearsal
  const folder = join(directory, title.replaceAll(' ', '-'))
  let packed: readonly Packed[] = []
  const step = async (name: string, work: () => Promise<string>): Promise<void> => {
    if (!(await report.try(`${title}: ${name}`, work))) throw new Stopped(name)
  }
  await step('changesets applied', async () => {
    if ((await readChangesets(workspace.root)).length === 0) return 'there are none: the versions stay'
    await applyChangesets(workspace)
    if (title !== 'first release')
      for (const check of ['spec/check.ts', 'announce/check.ts']) await runTool(workspace, check)
    return 'versions and changelogs written, and no check refuses them'
  })
  await step('built', async () => {
    const names = await unreleased(workspace)
    await run('pnpm', [...names.flatMap((name) => ['--filter', name]), 'run', 'build'], {
      cwd: workspace.root,
      // The dependencies are lent: they are not to be installed again.
      env: { ...workspace.env, pnpm_config_verify_deps_before_run: 'false' },
    })
    return `${names.length} packages, in the order of dependencies`
  })
  await step('packed and inspected', async () => {
    await runTool(workspace, 'release.ts', 'pack', '--out', folder, ...(tag ? ['--tag', tag] : []))
    packed = await openTarballs(join(folder, 'packages'), `${folder}-opened`)
    const files = await Promise.all(packed.map((item) => listFiles(item.folder)))
    const versions = packed.map(({ name, manifest }) => `${name.replace('@auth/', '')} ${manifest.version}`)
    return `${files.flat().length} files of ${versions.join(', ')}`
  })
  await step('verified', async () => {
    await runTool(workspace, 'verify/main.ts', folder)
    return 'names, versions, integrity, contents, dist-tags and registry are as planned'
  })
  await step('published', async () => {
    const how = publish ? await publish(folder) : await publishPacked(workspace, folder)
    for (const item of packed) await compareWithPublished(registry, item)
    await tagRelease(workspace, packed)
    return `${packed.length} tarballs, byte for byte what was inspected${how ? `; ${how}` : ''}`
  })
  return packed
}

/** The packages that have no tag of their version yet. What the others were built of is as it was. */
async function unreleased({ root }: Workspace): Promise<string[]> {
  const tags = (await run('git', ['tag', '--list'], { cwd: root })).split('\n')
  return listPackages(root).flatMap(({ manifest: { name, version, private: isPrivate } }) =>
    isPrivate || tags.includes(`${name}@${version}`) ? [] : [name],
  )
}

async function tagRelease({ root, env }: Workspace, packed: readonly Packed[]): Promise<void> {
  const author = ['-c', 'user.name=rehearsal', '-c', 'user.email=rehearsal@localhost']
  const options = { cwd: root, ...(env && { env }) }
  await run('git', ['add', '--all'], options)
  await run('git', [...author, 'commit', '--quiet', '--no-verify', '--allow-empty', '--message=Release'], options)
  for (const { name, manifest } of packed) await run('git', ['tag', `${name}@${manifest.version}`], options)
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
