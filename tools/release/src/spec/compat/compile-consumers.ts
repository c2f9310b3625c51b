import { existsSync, globSync } from 'node:fs'
import { cp, mkdir, rm, symlink, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { repository } from '../../pack.ts'
import { run } from '../../run.ts'
import { compile } from '../compile.ts'
import { type Consumer, findExporters } from './consumers.ts'

/** Unpacks a revision of a repository into a folder. */
export async function unpackRevision(root: string, revision: string, tree: string): Promise<void> {
  await mkdir(tree, { recursive: true })
  const archive = `${tree}.tar`
  await run('git', ['archive', '--format=tar', `--output=${archive}`, revision], { cwd: root })
  await run('tar', ['-xf', archive], { cwd: tree })
  await rm(archive)
}

/** Puts today's packages into a tree of an earlier revision, under the code of users that it has. */
export async function bringToday(root: string, tree: string): Promise<void> {
  for (const folder of globSync('packages/*', { cwd: tree })) {
    await Promise.all(
      ['src', 'package.json'].map((name) => rm(join(tree, folder, name), { recursive: true, force: true })),
    )
  }
  for (const { folder } of findExporters(root)) {
    for (const name of ['src', 'package.json']) {
      const from = join(root, folder, name)
      if (existsSync(from)) await cp(from, join(tree, folder, name), { recursive: true })
    }
  }
}

/** What does not compile: the messages, by file. */
export type Problems = ReadonlyMap<string, readonly string[]>

// That something is allowed which used to be an error breaks nobody.
const unusedExpectation = 'TS2578'

/** Compiles the consumers of a tree against the packages in it. Third-party packages are those of the repository. */
export async function compileConsumers(root: string, tree: string, consumers: readonly Consumer[]): Promise<Problems> {
  if (consumers.length === 0) return new Map()
  for (const folder of ['.', ...globSync('{packages,tools}/*', { cwd: tree })])
    await linkDependencies(root, tree, folder)
  const modules = findExporters(tree).flatMap((entry) => [...entry.modules])
  const config = {
    compilerOptions: {
      strict: true,
      noEmit: true,
      target: 'es2023',
      lib: ['es2024', 'dom', 'dom.iterable', 'esnext.disposable'],
      module: 'nodenext',
      types: ['node'],
      typeRoots: [join(repository, 'node_modules/@types')],
      skipLibCheck: true,
      exactOptionalPropertyTypes: true,
      noUncheckedIndexedAccess: true,
      allowImportingTsExtensions: true,
      paths: {
        ...Object.fromEntries(modules.map(([name, file]) => [name, [join(tree, file)]])),
        '@auth-tools/testing': [join(tree, 'tools/testing/src/index.ts')],
      },
    },
    files: [
      ...consumers.map(({ file }) => file),
      'examples/given.d.ts',
      ...globSync('tools/recipes/test/**/*.d.ts', { cwd: tree }),
    ],
  }
  await writeFile(join(tree, 'tsconfig.consumers.json'), JSON.stringify(config))
  const output = await compile(tree, 'tsconfig.consumers.json')
  const problems = new Map<string, string[]>()
  for (const line of output.split('\n')) {
    const [, file = '', row = '', code = '', message = ''] =
      /^(.+?)\((\d+),\d+\): error (TS\d+): (.*)$/.exec(line) ?? []
    if (!consumers.some((known) => known.file === file) || code === unusedExpectation) continue
    problems.set(file, [...(problems.get(file) ?? []), `line ${row}: ${message}`])
  }
  return problems
}

async function linkDependencies(root: string, tree: string, folder: string): Promise<void> {
  const from = join(root, folder, 'node_modules')
  const to = join(tree, folder, 'node_modules')
  if (!existsSync(from) || existsSync(to)) return
  await mkdir(dirname(to), { recursive: true })
  await symlink(from, to, 'dir')
}
