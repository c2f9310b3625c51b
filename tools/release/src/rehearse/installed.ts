import { readdir, readFile, realpath } from 'node:fs/promises'
import { join, sep } from 'node:path'

/**
 * What a project can reach, by name, with the versions of all copies: two copies of one version are listed twice.
 * Copies that a package manager has left behind, where nothing leads any more, do not count.
 */
export async function readInstalled(project: string): Promise<Map<string, string[]>> {
  const packages = new Set<string>()
  await collect(join(await realpath(project), 'node_modules'), packages, new Set())
  const installed = new Map<string, string[]>()
  for (const folder of packages) {
    const text = await readFile(join(folder, 'package.json'), 'utf8')
    const { name, version }: { name: string; version: string } = JSON.parse(text)
    installed.set(name, [...(installed.get(name) ?? []), version].sort())
  }
  return installed
}

async function collect(nodeModules: string, packages: Set<string>, seen: Set<string>): Promise<void> {
  if (seen.has(nodeModules)) return
  seen.add(nodeModules)
  for (const path of await listPackages(nodeModules)) {
    const folder = await realpath(path)
    if (packages.has(folder)) continue
    packages.add(folder)
    await collect(join(folder, 'node_modules'), packages, seen)
    // With pnpm, what a package needs lies beside it.
    const above = folder.lastIndexOf(`${sep}node_modules${sep}`)
    await collect(folder.slice(0, above + '/node_modules'.length), packages, seen)
  }
}

async function listPackages(nodeModules: string): Promise<string[]> {
  const names = (await readdir(nodeModules).catch(() => [])).filter((name) => !name.startsWith('.'))
  const paths = names.map(async (name) => {
    const path = join(nodeModules, name)
    return name.startsWith('@') ? (await readdir(path)).map((scoped) => join(path, scoped)) : [path]
  })
  return (await Promise.all(paths)).flat()
}
