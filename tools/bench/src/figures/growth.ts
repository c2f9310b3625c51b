import { formatNumber } from '../format.ts'
import { plotLines } from '../plot/lines.ts'
import { ask } from '../rounds/worker.ts'
import type { Bench, Findings } from '../section.ts'
import { formatTable } from '../table.ts'
import type { Curve, GrowthInput } from './growth.worker.ts'

const worker = new URL('growth.worker.ts', import.meta.url)

interface Shape {
  readonly title: string
  readonly x: string
  readonly y: string
  readonly sizes: readonly number[]
}

const curves: Readonly<Record<Curve, Shape>> = {
  callers: {
    title: 'Callers on one token request',
    x: 'callers',
    y: 'µs of CPU time a caller',
    sizes: [1, 10, 100, 1000, 10_000, 100_000],
  },
  sources: {
    title: 'Clients on one store, each of which signs in',
    x: 'clients',
    y: 'µs of CPU time a client',
    sizes: [1, 10, 100, 1000, 10_000, 100_000],
  },
  accounts: {
    title: 'Accounts of a member who signs in to Elastic Path',
    x: 'accounts',
    y: 'µs of CPU time an account',
    sizes: [1, 10, 100, 1000, 10_000],
  },
  'token-length': {
    title: 'Length of tokens',
    x: 'characters of a token',
    y: 'µs of CPU time of 20 renewals',
    sizes: [200, 1000, 4000, 16_384],
  },
}

/** Whether cost grows faster than what it is for. */
export async function benchGrowth(bench: Bench): Promise<Findings> {
  const builds = await bench.builds()
  const reports: string[] = []
  const pictures = []
  const wanted = bench.parts.length > 0 ? bench.parts : Object.keys(curves)
  for (const [curve, { title, x, y, sizes }] of Object.entries(curves)) {
    if (!wanted.includes(curve)) continue
    const lines = []
    for (const build of builds) {
      // The keys of a record are its curves.
      const input: GrowthInput = { build, curve: curve as Curve, sizes }
      const found = await ask<number[]>(worker, input, { report: bench.report })
      const label = `@auth/${curve === 'accounts' ? 'elasticpath' : 'meshy'}${build.suffix}`
      lines.push({ label, points: sizes.map((size, index) => ({ x: size, y: found[index] ?? 0 })) })
    }
    const rows = lines.map(({ label, points }) => [`\`${label}\``, ...points.map((point) => formatNumber(point.y))])
    const headings = ['', ...sizes.map((size) => size.toLocaleString('en-US'))]
    reports.push(`${title}, ${y}:\n\n${formatTable(headings, rows)}`)
    pictures.push(plotLines({ name: `growth-${curve}`, title, x, y, lines }))
  }
  return {
    report: `Token requests are answered in the client's own process, at once: what is left is what the packages do, the least of three rounds. A flat line is a cost that grows as what it is for.\n\n${reports.join('\n\n')}`,
    pictures,
    problems: [],
  }
}
