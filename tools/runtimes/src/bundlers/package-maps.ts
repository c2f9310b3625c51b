import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'

interface WithMap {
  readonly code: string
  readonly map: string
}

/** Rollup and Vite read the source maps of packages, and what those are about, when a plugin hands them over. */
export const packageMaps = {
  name: 'package-maps',
  async load(id: string): Promise<WithMap | null> {
    if (!/node_modules\/@auth\/.*\.js$/.test(id)) return null
    const code = await readFile(id, 'utf8')
    // A file that only passes on what another exports has no map.
    if (!code.includes('//# sourceMappingURL=')) return null
    const map: { sources: string[] } = JSON.parse(await readFile(`${id}.map`, 'utf8'))
    const sourcesContent = await Promise.all(map.sources.map((source) => readFile(join(dirname(id), source), 'utf8')))
    return { code, map: JSON.stringify({ ...map, sourcesContent }) }
  },
}
