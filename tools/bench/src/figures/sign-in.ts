import { startLab } from '../lab/server.ts'
import { plotBars } from '../plot/bars.ts'
import type { Bench, Findings } from '../section.ts'
import { compare } from './compare.ts'
import { sendInTurns } from './in-turns.ts'

const peers = ['ky', 'fetch', 'simple-oauth2', '@badgateway/oauth2-client', 'openid-client', 'oauth4webapi']
const lengths: Readonly<Record<string, number>> = { '200 B': 200, '16 KiB': 16_384 }

/** What a sign-in costs, with short tokens and with long ones. */
export async function benchSignIn(bench: Bench): Promise<Findings> {
  const reports: string[] = []
  const pictures = []
  for (const [name, length] of Object.entries(lengths)) {
    await using lab = await startLab()
    lab.settings.tokenLength = length
    const { origin } = lab
    const series = await sendInTurns(bench, peers, { kind: 'sign-in', origin, concurrency: 1, count: 400 })
    const { table, bars } = compare(series, 'ky', 'µs a sign-in')
    reports.push(`Tokens of ${name}:\n\n${table}`)
    const title = `A sign-in on loopback, tokens of ${name}`
    const file = `sign-in-${name.toLowerCase().replace(' ', '-')}`
    pictures.push(plotBars({ name: file, title, unit: 'µs of CPU time', bars }))
  }
  return {
    report: `A sign-in with the password grant, one after another over a connection that stays open, to a server on loopback: CPU time of the client's process, which is its own. \`ky\` and \`fetch\` post the form and read the JSON, and check nothing.\n\n${reports.join('\n\n')}`,
    pictures,
    problems: [],
  }
}
