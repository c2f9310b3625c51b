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
    const [code, text] = await Promise.all([readFile(id, 'utf8'), readFile(`${id}.map`, 'utf8')])
    const map: { sources: string[] } = JSON.parse(text)
    const sourcesContent = await Promise.all(map.sources.map((source) => readFile(join(dirname(id), source), 'utf8')))
    return { code, map: JSON.stringify({ ...map, sourcesContent }) }
  },
}
