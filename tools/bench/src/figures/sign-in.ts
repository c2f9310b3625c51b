import { startLab } from '../lab/server.ts'
import { plotBars } from '../plot/bars.ts'
import { ask } from '../rounds/worker.ts'
import type { Bench, Findings } from '../section.ts'
import { compare, type Series } from './compare.ts'
import type { SignInInput } from './sign-in.worker.ts'

const worker = new URL('sign-in.worker.ts', import.meta.url)
const lengths: Readonly<Record<string, number>> = { '200 B': 200, '16 KiB': 16_384 }

/** What a sign-in costs, with short tokens and with long ones. */
export async function benchSignIn(bench: Bench): Promise<Findings> {
  const builds = await bench.builds()
  const installed = await bench.peers()
  const labs = await Promise.all(
    Object.entries(lengths).map(async ([name, length]) => {
      const lab = await startLab()
      lab.settings.tokenLength = length
      return { name, lab }
    }),
  )
  try {
    const input: SignInInput = {
      peers: ['ky', 'fetch', 'simple-oauth2', '@badgateway/oauth2-client', 'openid-client', 'oauth4webapi'],
      builds,
      installed,
      origins: Object.fromEntries(labs.map(({ name, lab }) => [name, lab.origin])),
    }
    const series = await ask<Series>(worker, input, { report: bench.report })
    const parts = Object.keys(lengths).map((length) => {
      const chosen = series.names.flatMap((name, index) => (name.endsWith(`, ${length}`) ? [index] : []))
      const own: Series = {
        names: chosen.map((index) => (series.names[index] ?? '').replace(`, ${length}`, '')),
        rounds: chosen.map((index) => series.rounds[index] ?? []),
      }
      return { length, ...compare(own, 'ky', 'µs a sign-in') }
    })
    return {
      report: `A sign-in with the password grant, one after another over a connection that stays open, to a server on loopback that has a process of its own: CPU time of the client's process. \`ky\` and \`fetch\` post the form and read the JSON, and check nothing.\n\n${parts.map(({ length, table }) => `Tokens of ${length}:\n\n${table}`).join('\n\n')}`,
      pictures: parts.map(({ length, bars }) =>
        plotBars({
          name: `sign-in-${length.toLowerCase().replace(' ', '-')}`,
          title: `A sign-in on loopback, tokens of ${length}`,
          unit: 'µs of CPU time',
          bars,
        }),
      ),
      problems: [],
    }
  } finally {
    for (const { lab } of labs) await lab[Symbol.asyncDispose]()
  }
}
