import { listPackages } from '../packages.ts'
import type { Destination } from './public-registries.ts'
import { readSetting } from './read-setting.ts'

/**
 * Where packages of the scope would go, as each tool that may publish them reads its settings, and as the packages say
 * themselves.
 *
 * @param folder where the tool runs: its settings count too
 * @param root the workspace
 */
export async function readDestinations(folder: string, root: string): Promise<Destination[]> {
  const tools = await Promise.all(
    (['npm', 'pnpm'] as const).map(async (tool) => ({
      source: `the configuration of ${tool}`,
      registry: await configured(tool, folder),
    })),
  )
  return [...tools, ...readManifests(root)]
}

/** The registry that the scope is mapped to. */
export async function findRegistry(folder: string): Promise<string> {
  const registry = await configured('pnpm', folder)
  if (!registry || !URL.canParse(registry)) throw new Error(`pnpm knows no registry for @auth: "${registry}"`)
  const { origin, pathname } = new URL(registry)
  return `${origin}${pathname.replace(/\/*$/, '/')}`
}

/** A scope's own registry wins over the one for all, whatever the command line says. */
async function configured(tool: 'npm' | 'pnpm', folder: string): Promise<string | undefined> {
  return (await readSetting(tool, '@auth:registry', folder)) ?? (await readSetting(tool, 'registry', folder))
}

function readManifests(root: string): Destination[] {
  return listPackages(root).flatMap(({ manifest: { name, private: isPrivate, publishConfig = {} } }) => {
    if (isPrivate) return []
    const registries = [publishConfig['registry'], publishConfig['@auth:registry']].filter((url) => url !== undefined)
    return registries.map((registry) => ({ source: `publishConfig of ${name}`, registry }))
  })
}
