import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { run } from '../run.ts'
import { toCommonJs } from './examples.ts'
import { readInstalled } from './installed.ts'
import type { Manager } from './managers.ts'

/** A user's project, outside of any workspace. */
export interface Project {
  readonly folder: string
  readonly manager: Manager
  readonly env: NodeJS.ProcessEnv
}

/** @param npmrc what the user adds to the project's `.npmrc` */
export async function createProject(
  folder: string,
  manager: Manager,
  env: NodeJS.ProcessEnv,
  npmrc?: string,
): Promise<Project> {
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, 'package.json'), JSON.stringify({ name: 'consumer', private: true, type: 'module' }))
  // pnpm holds back what was published today, which here is everything.
  await writeFile(join(folder, 'pnpm-workspace.yaml'), 'minimumReleaseAge: 0\n')
  if (npmrc) await writeFile(join(folder, '.npmrc'), npmrc)
  return { folder, manager, env }
}

export async function add({ folder, manager, env }: Project, ...packages: string[]): Promise<void> {
  await run(manager.name, [...manager.add, ...packages], { cwd: folder, env })
}

export async function update({ folder, manager, env }: Project): Promise<void> {
  await run(manager.name, manager.update, { cwd: folder, env })
}

/** Fails unless exactly these packages are installed, in these versions, one copy each. */
export async function expectInstalled(project: Project, expected: ReadonlyMap<string, string>): Promise<void> {
  const installed = await readInstalled(project.folder)
  for (const [name, version] of expected) {
    const found = installed.get(name) ?? []
    if (found.length !== 1 || found[0] !== version)
      throw new Error(`${name} ${version} is expected once; installed: ${found.join(', ') || 'none'}`)
  }
  const others = [...installed.keys()].filter((name) => !expected.has(name) && name !== 'ky')
  if (others.length > 0) throw new Error(`installed, and not expected: ${others.join(', ')}`)
}

/**
 * Writes the examples, as ESM and for `require()`, and a module that names every entry of the packages, and the
 * configurations of the compilers.
 */
export async function writeSources(
  { folder }: Project,
  examples: readonly string[],
  entries: readonly string[],
): Promise<void> {
  const write = (name: string, text: string): Promise<void> => writeFile(join(folder, name), text)
  await write('entries.ts', entries.map((entry, index) => `export type * as entry${index} from '${entry}'\n`).join(''))
  for (const [index, example] of examples.entries()) {
    await write(`example-${index}.ts`, `${example}\nexport {}\n`)
    await write(`example-${index}.cts`, toCommonJs(example))
  }
  const base = { target: 'es2023', types: ['node'], strict: true, noEmit: true, skipLibCheck: false }
  const lib = ['es2024', 'esnext.disposable']
  const node = { ...base, lib, module: 'nodenext' }
  const bundler = { ...base, lib: [...lib, 'dom', 'dom.iterable'], module: 'preserve', moduleResolution: 'bundler' }
  await write('nodenext.json', JSON.stringify({ compilerOptions: node, include: ['*.ts', '*.cts'] }))
  await write('bundler.json', JSON.stringify({ compilerOptions: bundler, include: ['*.ts'] }))
}
