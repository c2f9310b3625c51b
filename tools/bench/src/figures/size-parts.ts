import type { Metafile } from 'esbuild'
import { formatTable } from '../table.ts'
import { formatBytes } from './compare.ts'
import { bundleForPage, fileName, findFirst } from './page-bundle.ts'

/** What the folders of the sources are there for, in the order of a call. */
const areas: ReadonlyArray<readonly [area: string, folders: RegExp]> = [
  ['checks of the options', /\/core\/src\/(options\/|settings)/],
  ['the session: one request for all who wait, renewal, backoff, sign-out', /\/core\/src\/(session|token)\//],
  ['token requests: time limits, retries, what came of them', /\/core\/src\/http\//],
  ['writing requests and reading answers as the OpenAPI document says', /\/core\/src\/api\//],
  ['`fetch` and `headers`: origins, bodies that are sent again, redirects, replays', /\/core\/src\/fetch\//],
  ['errors', /\/core\/src\/errors\//],
  ['the client, its clock and its events', /\/core\/src\//],
  ['the provider: its adapter and options', /\/src\/(?!generated\/)/],
  ["the provider's generated client", /\/src\/generated\//],
]

/**
 * A table of what is loaded with the page, by what it is for.
 *
 * @param folder - Where packages are installed.
 */
export async function describeFirstLoad(folder: string, name: string, suffix: string): Promise<string> {
  // The packages bring their sources: what is built from those does not say where each part comes from.
  const { metafile } = await bundleForPage(folder, [name], { external: ['ky'], conditions: ['@auth/source'] })
  const bytes = sumByArea(metafile)
  const all = [...bytes.values()].reduce((sum, count) => sum + count, 0)
  const rows = areas.map(([area]) => {
    const own = bytes.get(area) ?? 0
    return [area, formatBytes(own), `${Math.round((100 * own) / all)} %`]
  })
  return formatTable([`What \`${name}${suffix}\` loads with the page`, 'minified', 'share'], rows)
}

/** Bytes of what is loaded first, by area. */
export function sumByArea(metafile: Pick<Metafile, 'outputs'>): Map<string, number> {
  const first = findFirst(metafile)
  const bytes = new Map<string, number>()
  for (const [path, { inputs }] of Object.entries(metafile.outputs)) {
    if (!first.has(fileName(path))) continue
    for (const [input, { bytesInOutput }] of Object.entries(inputs)) {
      const area = areas.find(([, folders]) => folders.test(input))?.[0]
      if (area) bytes.set(area, (bytes.get(area) ?? 0) + bytesInOutput)
      else if (bytesInOutput > 0) throw new Error(`${input}: no area. Add one in tools/bench/src/figures/size-parts.ts`)
    }
  }
  return bytes
}
