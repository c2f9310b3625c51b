import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'

export const repository: string = fileURLToPath(new URL('../../../..', import.meta.url))
export const golden: string = fileURLToPath(new URL('../golden', import.meta.url))
export const ledgerSpec: string = fileURLToPath(new URL('../fixture/ledger.yaml', import.meta.url))

type AtEnd = (cleanUp: () => Promise<void>) => void

/** A folder that is gone when the test is over. */
export async function temporaryFolder(atEnd: AtEnd = onTestFinished): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'auth-new-provider-'))
  atEnd(() => rm(folder, { recursive: true, force: true }))
  return folder
}

/** What a new package needs of the repository. */
export async function copyRepository(atEnd?: AtEnd): Promise<string> {
  const root = await temporaryFolder(atEnd)
  const generator = ['templates', 'src', 'config.yaml', 'biome.generated.json', 'generator.json']
  const parts = [
    ...generator.map((part) => `tools/generator/${part}`),
    'tools/conformance/package.json',
    'package.json',
  ]
  for (const part of [...parts, 'packages/meshy/package.json', 'specs/genlogs.yaml', 'tsconfig.build.json']) {
    await cp(join(repository, part), join(root, part), { recursive: true })
  }
  return root
}

/** In place of the generator, which needs Java: what it wrote for the same document before. */
export async function generateLedger(_: string, output: string): Promise<void> {
  await cp(join(golden, 'packages/ledger/src/generated'), output, { recursive: true })
}

/** Every file below a folder, by its path. */
export async function readTree(folder: string): Promise<Record<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  const files = paths.sort().map(async (path) => [relative(folder, path), await readFile(path, 'utf8')] as const)
  return Object.fromEntries(await Promise.all(files))
}

/** Lets a package find what it needs, as an installation would. */
export async function linkModules(folder: string): Promise<void> {
  await mkdir(join(folder, 'node_modules'))
  for (const scope of ['@auth', '@auth-tools']) {
    await symlink(join(repository, 'tools/new-provider/node_modules', scope), join(folder, 'node_modules', scope))
  }
}

/** What the compiler says about a package's sources, where it has been made. */
export function typeCheck(folder: string): Promise<string> {
  const tsc = join(repository, 'node_modules/typescript/bin/tsc')
  const args = [tsc, '--pretty', 'false', '--noEmit', '--customConditions', '@auth/source', '-p', 'tsconfig.build.json']
  return new Promise((resolve) => {
    execFile(process.execPath, args, { cwd: folder }, (_, stdout) => resolve(stdout))
  })
}
