import { formatSpread } from '../format.ts'
import { startLab } from '../lab/server.ts'
import { labelOf } from '../peers/versions.ts'
import { plotBars } from '../plot/bars.ts'
import { allocationFlags } from '../rounds/bytes.ts'
import { ask } from '../rounds/worker.ts'
import type { Section } from '../section.ts'
import { differencesOf, ratiosOf, spreadOf } from '../statistics.ts'
import { formatTable } from '../table.ts'
import type { CallsInput, CallsResult } from './calls.worker.ts'
import { compareWithEarlier } from './compare.ts'

const worker = new URL('calls.worker.ts', import.meta.url)

interface Calls extends Pick<CallsInput, 'call' | 'peers'> {
  readonly name: string
  readonly title: string
  readonly text: string
  /** With whom all are compared. */
  readonly base: string
  /** Whether what counts is the difference to the base, and not the ratio. */
  readonly beyond?: boolean
}

/** What a call costs that finds its token in memory. */
const benchCalls =
  ({ call, peers, name, title, text, base, beyond = false }: Calls): Section =>
  async (bench) => {
    await using lab = await startLab()
    const input = { call, peers, builds: await bench.builds(), installed: await bench.peers(), origin: lab.origin }
    const times = await ask<CallsResult>(worker, { ...input, measure: 'time' }, { report: bench.report })
    bench.report('bytes')
    const bytes = await ask<CallsResult>(worker, { ...input, measure: 'bytes' }, { flags: allocationFlags })
    const baseIndex = times.names.indexOf(base)
    const baseRounds = times.rounds[baseIndex] ?? []
    const baseBytes = bytes.rounds[baseIndex]?.[0] ?? 0
    const rows = times.names.map((contender, index) => {
      const rounds = times.rounds[index] ?? []
      const allocated = (bytes.rounds[index]?.[0] ?? Number.NaN) - (beyond ? baseBytes : 0)
      const compared = beyond ? differencesOf(rounds, baseRounds) : ratiosOf(rounds, baseRounds)
      return { contender, time: spreadOf(rounds), compared: spreadOf(compared), allocated }
    })
    const earlier = compareWithEarlier(times)
    const heading = beyond ? `µs beyond ${base}` : `÷ ${base}`
    const table = formatTable(
      ['', heading, 'µs a call', beyond ? `bytes beyond ${base}` : 'bytes a call', ...earlier.heading],
      rows.map(({ contender, time, compared, allocated }, index) => [
        `\`${contender}\``,
        formatSpread(compared),
        formatSpread(time),
        String(Math.round(allocated)),
        ...earlier.cells(index),
      ]),
    )
    const bars = rows.map(({ contender, time }) => ({ label: labelOf(contender), value: time.median }))
    return {
      report: `${text}\n\n${table}`,
      pictures: [plotBars({ name, title, unit: 'µs of CPU time a call', bars })],
      problems: [],
    }
  }

export const benchToken: Section = benchCalls({
  name: 'token',
  call: 'getToken',
  title: 'A token from memory',
  text: 'A token that is in memory and good for long. `simple-oauth2` compares one date, and keeps no promise about renewal; `openid-client`, `oauth4webapi` and `ky` keep no token; the others have no call that hands out a token alone.',
  peers: [
    'google-auth-library',
    '@azure/msal-node',
    'simple-oauth2',
    '@badgateway/oauth2-client',
    '@octokit/auth-app',
    '@epcc-sdk/sdks-shopper',
  ],
  base: 'google-auth-library',
})

export const benchHeaders: Section = benchCalls({
  name: 'headers',
  call: 'headers',
  title: 'The headers of a request',
  text: 'The headers that present a token from memory. For `@azure/core-rest-pipeline`, its policy sets them in a request that is there already.',
  peers: ['google-auth-library', '@azure/core-rest-pipeline'],
  base: '@azure/core-rest-pipeline',
})

export const benchFetch: Section = benchCalls({
  name: 'fetch',
  call: 'fetch',
  title: 'A request with the token',
  text: 'A GET with a token from memory, sent by a function that answers at once: what is left is what each adds.',
  peers: [
    'google-auth-library',
    '@azure/core-rest-pipeline',
    '@badgateway/oauth2-client',
    '@octokit/auth-app',
    '@moltin/sdk',
    '@epcc-sdk/sdks-shopper',
    'ky',
    'fetch',
  ],
  base: 'fetch',
  beyond: true,
})
