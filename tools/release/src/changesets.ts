import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { run } from './run.ts'

/** A workspace whose packages changesets releases. */
export interface Workspace {
  readonly root: string
  readonly env?: NodeJS.ProcessEnv
}

export interface PlannedRelease {
  readonly name: string
  readonly version: string
  /** The dist-tag. */
  readonly tag: string
}

interface PlanFile {
  readonly version: number
  readonly plan: ReadonlyArray<ReadonlyArray<PlannedRelease & { readonly kind: 'publish' | 'tag-only' }>>
}

/** Adds a changeset. `bumps` says how far each package goes: `{ '@auth/core': 'minor' }`. */
export async function addChangeset(
  { root }: Workspace,
  bumps: Readonly<Record<string, 'patch' | 'minor' | 'major'>>,
  text: string,
): Promise<void> {
  const head = Object.entries(bumps).map(([name, bump]) => `'${name}': ${bump}`)
  await writeFile(join(root, '.changeset', `${crypto.randomUUID()}.md`), `---\n${head.join('\n')}\n---\n\n${text}\n`)
}

/** Turns changesets into versions and changelogs. */
export async function applyChangesets(workspace: Workspace, ...options: string[]): Promise<void> {
  await changeset(workspace, 'version', ...options)
}

/**
 * Writes a plan of what the registry does not have yet, in the order in which it must be published.
 *
 * @param tag a dist-tag instead of `latest`
 */
export async function planRelease(workspace: Workspace, file: string, tag?: string): Promise<PlannedRelease[]> {
  await changeset(workspace, 'publish-plan', '--output', file)
  const read: PlanFile = JSON.parse(await readFile(file, 'utf8'))
  const plan = tag ? read.plan.map((chunk) => chunk.map((release) => ({ ...release, tag }))) : read.plan
  await writeFile(file, JSON.stringify({ ...read, plan }, null, 2))
  return plan.flat().filter(({ kind }) => kind === 'publish')
}

/** Packs what a plan names into `directory`/packages, and writes there what {@link publishPacked} needs. */
export async function packPlanned(workspace: Workspace, plan: string, directory: string): Promise<void> {
  await changeset(workspace, 'pack', '--from-publish-plan', plan, '--out-dir', directory)
}

/** Publishes the tarballs of {@link packPlanned} as they are. Git tags are left to whoever calls. */
export async function publishPacked(workspace: Workspace, directory: string): Promise<void> {
  await changeset(workspace, 'publish', '--from-pack-dir', directory, '--no-git-tag')
}

async function changeset({ root, env }: Workspace, ...args: string[]): Promise<void> {
  const cli = join(root, 'node_modules/@changesets/cli/bin.js')
  await run(process.execPath, [cli, ...args], { cwd: root, ...(env && { env }) })
}
