import { createHash } from 'node:crypto'
import { lstat, mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, posix } from 'node:path'
import type { PackedRelease } from '../changesets.ts'
import { findContentProblems } from '../contents.ts'
import type { Manifest } from '../pack.ts'
import { failureOf, run } from '../run.ts'
import { findPlanProblems, type PlanRules } from './plan.ts'

/** What a folder of packed releases is held to. */
export interface Expectation extends PlanRules {
  /** Where the packages may be published: each tarball must name this registry itself. */
  readonly registry: string
}

type PackedManifest = Manifest & {
  readonly scripts?: object
  readonly publishConfig?: Readonly<Record<string, string>>
}

/**
 * Why the tarballs of a folder may not be published: a sentence per finding. Nothing in the folder is trusted, and nothing
 * of it is run: it may come from a job that ran other people's code.
 */
export async function findPackedProblems(folder: string, expectation: Expectation): Promise<string[]> {
  const { plan }: { plan: PackedRelease[][] } = JSON.parse(await readFile(join(folder, 'publish-plan.json'), 'utf8'))
  const releases = plan.flat()
  const problems = findPlanProblems(releases, expectation)
  const scratch = await mkdtemp(join(tmpdir(), 'auth-verify-'))
  try {
    for (const [index, release] of releases.entries()) {
      if (release.kind !== 'publish') continue
      const opened = join(scratch, String(index))
      await mkdir(opened)
      problems.push(...(await checkTarball(folder, release, opened, expectation)))
    }
  } finally {
    await rm(scratch, { recursive: true, force: true })
  }
  const planned = new Set(releases.map(({ tarball }) => tarball?.path))
  const there = await readdir(join(folder, 'packages')).catch(() => [])
  const strays = there.map((file) => posix.join('packages', file)).filter((path) => !planned.has(path))
  return [...problems, ...strays.map((path) => `${path}: the plan does not name it`)]
}

async function checkTarball(
  folder: string,
  { name, version, tarball }: PackedRelease,
  opened: string,
  expectation: Expectation,
): Promise<string[]> {
  if (!/^packages\/[\w.-]+\.tgz$/.test(tarball?.path ?? ''))
    return [`${name}: "${tarball?.path}" is no tarball below packages`]
  const path = join(folder, tarball?.path ?? '')
  const found = await lstat(path).catch(() => undefined)
  if (!found?.isFile()) return [`${name}: ${tarball?.path} is no file`]
  const digest = createHash('sha256')
    .update(await readFile(path))
    .digest('base64')
  if (tarball?.integrity !== `sha256-${digest}`) return [`${name}: ${tarball?.path} is not what was packed`]
  // A link could lead out of the folder in which the tarball is opened.
  const entries = (await run('tar', ['-tzvf', path], { cwd: opened })).trim().split('\n')
  if (entries.some((entry) => !/^[-d]/.test(entry)))
    return [`${name}: ${tarball.path} holds something that is no plain file`]
  const failure = await failureOf(run('tar', ['-xzf', path, '--strip-components=1'], { cwd: opened }))
  const manifest: PackedManifest | undefined = await readFile(join(opened, 'package.json'), 'utf8').then(
    JSON.parse,
    () => undefined,
  )
  if (failure !== undefined || !manifest) return [`${name}: ${tarball.path} cannot be opened`]
  return [
    ...checkManifest(name, version, manifest, expectation),
    ...(await findContentProblems({ name, tarball: path, folder: opened, manifest })),
  ]
}

function checkManifest(name: string, version: string, manifest: PackedManifest, { registry }: Expectation): string[] {
  const problems: string[] = []
  if (manifest.name !== name || manifest.version !== version)
    problems.push(`${name} ${version}: the tarball holds ${manifest.name} ${manifest.version}`)
  if (manifest.scripts) problems.push(`${name}: the tarball has scripts`)
  const { access, '@auth:registry': target, ...others } = manifest.publishConfig ?? {}
  if (access !== 'restricted' || Object.keys(others).length > 0)
    problems.push(`${name}: publishConfig of the tarball is ${JSON.stringify(manifest.publishConfig)}`)
  if (target === undefined || !URL.canParse(target) || new URL(target).href !== new URL(registry).href)
    problems.push(`${name}: the tarball is for the registry ${target}, and the scope is mapped to ${registry}`)
  return problems
}
