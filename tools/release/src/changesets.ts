import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { run } from './run.ts'

/** A workspace whose packages changesets releases. */
export interface Workspace {
  readonly root: string
  readonly env?: NodeJS.ProcessEnv
}

export interface PlannedRelease {
  readonly kind: 'publish' | 'tag-only'
  readonly name: string
  readonly version: string
  /** The dist-tag. */
  readonly tag: string
  readonly access: string
}

/** A release that was packed, as the plan beside its tarball says. */
export interface PackedRelease extends PlannedRelease {
  readonly tarball?: { readonly path: string; readonly integrity: string }
}

interface PlanFile {
  readonly version: number
  readonly plan: ReadonlyArray<readonly PlannedRelease[]>
}

/** Adds a changeset, and gives its file. `bumps` says how far each package goes: `{ '@auth/core': 'minor' }`. */
export async function addChangeset(
  { root }: Workspace,
  bumps: Readonly<Record<string, 'patch' | 'minor' | 'major'>>,
  text: string,
): Promise<string> {
  const head = Object.entries(bumps).map(([name, bump]) => `'${name}': ${bump}`)
  const file = join(root, '.changeset', `${crypto.randomUUID()}.md`)
  await writeFile(file, `---\n${head.join('\n')}\n---\n\n${text}\n`)
  return file
}

/** Turns changesets into versions and changelogs. */
export async function applyChangesets(workspace: Workspace, ...options: string[]): Promise<void> {
  await runChangesets(workspace, 'version', ...options)
}

/**
 * Writes a plan of what the registry does not have yet, in the order in which it must be published.
 *
 * @param tag a dist-tag instead of `latest`
 */
export async function planRelease(workspace: Workspace, file: string, tag?: string): Promise<PlannedRelease[]> {
  await runChangesets(workspace, 'publish-plan', '--output', file)
  const read: PlanFile = JSON.parse(await readFile(file, 'utf8'))
  const plan = read.plan.map((chunk) =>
    chunk.map((release) => ({ ...release, tag: tag ?? prereleaseTag(release.version) ?? release.tag })),
  )
  await writeFile(file, JSON.stringify({ ...read, plan }, null, 2))
  return plan.flat().filter(({ kind }) => kind === 'publish')
}

/** Before a first stable release changesets gives prereleases to everybody, as `latest`. */
function prereleaseTag(version: string): string | undefined {
  return /^\d+\.\d+\.\d+-([a-z][a-z0-9-]*)\.\d+$/.exec(version)?.[1]
}

/**
 * Packs what a plan names into `directory`/packages, and writes there what {@link publishPacked} needs.
 *
 * @param registry the only one that the tarballs may go to: `npm publish x.tgz` asks no script, but reads this
 */
export async function packPlanned(
  { root, env = process.env }: Workspace,
  plan: string,
  directory: string,
  registry: string,
): Promise<void> {
  const workspace = { root, env: { ...env, AUTH_REGISTRY: registry } }
  await runChangesets(workspace, 'pack', '--from-publish-plan', plan, '--out-dir', directory)
}

/** Publishes the tarballs of {@link packPlanned} as they are. Git tags are left to whoever calls. */
export async function publishPacked(workspace: Workspace, directory: string): Promise<void> {
  await runChangesets(workspace, 'publish', '--from-pack-dir', directory, '--no-git-tag')
}

/** Runs the command of changesets. */
export async function runChangesets({ root, env }: Workspace, ...args: string[]): Promise<void> {
  const cli = join(root, 'node_modules/@changesets/cli/bin.js')
  await run(process.execPath, [cli, ...args], { cwd: root, ...(env && { env }) })
}
