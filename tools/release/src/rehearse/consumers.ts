import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Limit } from '../limit.ts'
import { type Packed, repository } from '../pack.ts'
import { run } from '../run.ts'
import { emulated } from './emulated.ts'
import { type Manager, managers, npm } from './managers.ts'
import { add, createProject, expectInstalled, type Project, update, writeSources } from './project.ts'
import type { Report } from './report.ts'
import { expectedVersions, listEntries, type Trial } from './trials.ts'
import { bothCompilers, type Compiler, checkTypes, runExamples } from './try-out.ts'

/** Where users' projects are made and tried. */
export interface Consumers {
  /** The folder of all projects. */
  readonly folder: string
  readonly env: NodeJS.ProcessEnv
  readonly report: Report
  readonly sideBySide: Limit
}

export interface Tried {
  readonly trial: Trial
  readonly project: Project
}

/** What is installed in the folder of all projects is found from each of them, as if they had it themselves. */
export async function prepareConsumers({ folder, env }: Consumers): Promise<string> {
  const types = await readFile(join(repository, 'node_modules/@types/node/package.json'), 'utf8')
  const { version }: { version: string } = JSON.parse(types)
  await add(await createProject(folder, npm, env), '@auth/emulator', `@types/node@${version}`)
  await writeFile(join(folder, 'emulated.mjs'), emulated)
  return `@auth/emulator, and Node's types ${version}`
}

/** Installs, type-checks and runs each trial with each package manager. */
export async function tryAll(
  consumers: Consumers,
  trials: readonly Trial[],
  newest: readonly Packed[],
): Promise<Tried[]> {
  const { folder, env, report, sideBySide } = consumers
  const tryOne = async (trial: Trial, manager: Manager): Promise<Tried[]> => {
    const name = `${manager.name}-${trial.title}`.replace(/[^\w-]+/g, '-')
    const project = await createProject(join(folder, name), manager, env)
    const done = await report.try(`${manager.name}: ${trial.title}`, async () => {
      await add(project, ...trial.packages.map((item) => (item.version ? `${item.name}@${item.version}` : item.name)))
      await writeSources(project, [...trial.examples, ...trial.sketches], listEntries(trial, newest))
      return inspectProject(project, trial, newest, trial.packages.length > 1 ? bothCompilers : compilersFor(manager))
    })
    return done ? [{ trial, project }] : []
  }
  const combinations = trials.flatMap((trial) => managers.map((manager) => ({ trial, manager })))
  return (await Promise.all(combinations.map((one) => sideBySide(() => tryOne(one.trial, one.manager))))).flat()
}

/** Brings the same projects to the newest versions, and tries them again. */
export async function upgradeAll(
  { report, sideBySide }: Consumers,
  tried: readonly Tried[],
  newest: readonly Packed[],
): Promise<void> {
  const upgrade = async ({ trial, project }: Tried): Promise<unknown> =>
    report.try(`${project.manager.name}: ${trial.title}, upgraded`, async () => {
      await update(project)
      return inspectProject(project, trial, newest, compilersFor(project.manager))
    })
  await Promise.all(tried.map((one) => sideBySide(() => upgrade(one))))
}

/** The slower one sees each layout with all packages, and each package with one of the managers. */
function compilersFor(manager: Manager): readonly Compiler[] {
  return manager === npm ? bothCompilers : ['TypeScript 7']
}

async function inspectProject(
  project: Project,
  trial: Trial,
  newest: readonly Packed[],
  using: readonly Compiler[],
): Promise<string> {
  const expected = expectedVersions(trial, newest)
  await expectInstalled(project, expected)
  // npm says itself whether what is there is what was asked for.
  const { manager, folder, env } = project
  if (manager === npm) await run('npm', ['ls', '--all', '@auth/core'], { cwd: folder, env })
  const versions = [...expected].map(([name, version]) => `${name.replace('@auth/', '')} ${version}`)
  const done = [await checkTypes(project, using), await runExamples(project, trial.examples.length)]
  return `${versions.join(', ')}; ${done.join('; ')}`
}
