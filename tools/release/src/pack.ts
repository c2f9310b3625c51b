import { execFile } from 'node:child_process'
import { cp, mkdir, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const run = promisify(execFile)

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
}

/** Packs every published package into `directory`, and unpacks each below `directory`/node_modules. */
export async function packAll(directory: string): Promise<Packed[]> {
  const tarballs = join(directory, 'tarballs')
  await mkdir(tarballs, { recursive: true })
  const pnpm = ['--recursive', '--filter', './packages/*', 'pack', '--pack-destination', tarballs]
  // pnpm runs the scripts, and says where it is itself.
  const executable = process.env['npm_execpath'] ?? 'pnpm'
  await (/\.[cm]?js$/.test(executable)
    ? run(process.execPath, [executable, ...pnpm], { cwd: repository })
    : run(executable, pnpm, { cwd: repository }))
  const files = (await readdir(tarballs)).filter((file) => file.endsWith('.tgz')).sort()
  const packed = await Promise.all(files.map((file) => unpack(join(tarballs, file), directory)))
  await linkThirdParty(directory)
  return packed
}

async function unpack(tarball: string, directory: string): Promise<Packed> {
  const { stdout } = await run('tar', ['-xzOf', tarball, 'package/package.json'])
  const manifest = JSON.parse(stdout) as Manifest // npm's own format
  const folder = join(directory, 'node_modules', manifest.name)
  await mkdir(folder, { recursive: true })
  await run('tar', ['-xzf', tarball, '-C', folder, '--strip-components=1'])
  return { name: manifest.name, tarball, folder, manifest }
}

/** What the packages need at run time, from the workspace's own installation. */
async function linkThirdParty(directory: string): Promise<void> {
  const target = join(directory, 'node_modules', 'ky')
  await cp(join(repository, 'packages/core/node_modules/ky'), target, { recursive: true, dereference: true })
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
