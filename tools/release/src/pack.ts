import { cp, mkdir, readdir, readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { run } from './run.ts'

export const repository: string = fileURLToPath(new URL('../../..', import.meta.url))

/** A package as users get it. */
export interface Packed {
  readonly name: string
  readonly tarball: string
  /** The tarball's contents, in a folder where Node finds it by name. */
  readonly folder: string
  readonly manifest: Manifest
}

export interface Manifest {
  readonly name: string
  readonly version: string
  readonly exports: Readonly<Record<string, string | Readonly<Record<string, string>>>>
  readonly dependencies?: Readonly<Record<string, string>>
  readonly peerDependencies?: Readonly<Record<string, string>>
}

/**
 * Packs every published package of a workspace into `directory`, and unpacks each below `directory`/node_modules.
 *
 * @param root - Where the workspace is.
 */
export async function packAll(directory: string, root: string = repository): Promise<Packed[]> {
  const tarballs = join(directory, 'tarballs')
  await mkdir(tarballs, { recursive: true })
  const [command, ...first] = pnpmCommand()
  const args = [...first, '--recursive', '--filter', './packages/*', 'pack', '--pack-destination', tarballs]
  await run(command, args, { cwd: root })
  return openTarballs(tarballs, directory)
}

/** Unpacks every tarball of a folder below `directory`/node_modules, beside what the packages need at run time. */
export async function openTarballs(tarballs: string, directory: string): Promise<Packed[]> {
  const files = (await readdir(tarballs)).filter((file) => file.endsWith('.tgz')).sort()
  const ky = join(directory, 'node_modules', 'ky')
  await mkdir(dirname(ky), { recursive: true })
  const packed = await Promise.all(files.map((file) => unpack(join(tarballs, file), directory)))
  await cp(join(repository, 'packages/core/node_modules/ky'), ky, { recursive: true, dereference: true })
  return packed
}

/** pnpm runs the scripts, and says where it is itself. */
export function pnpmCommand(): [string, ...string[]] {
  const executable = process.env['npm_execpath'] ?? 'pnpm'
  if (!executable.includes('pnpm')) return ['pnpm']
  return /\.[cm]?js$/.test(executable) ? [process.execPath, executable] : [executable]
}

async function unpack(tarball: string, directory: string): Promise<Packed> {
  const manifest: Manifest = JSON.parse(
    await run('tar', ['-xzOf', tarball, 'package/package.json'], { cwd: directory }),
  )
  const folder = join(directory, 'node_modules', manifest.name)
  await mkdir(folder, { recursive: true })
  await run('tar', ['-xzf', tarball, '-C', folder, '--strip-components=1'], { cwd: directory })
  return { name: manifest.name, tarball, folder, manifest }
}

export async function listFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort()
}

export async function readText(folder: string, file: string): Promise<string> {
  return readFile(join(folder, file), 'utf8')
}
