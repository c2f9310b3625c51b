import { startLab } from '../lab/server.ts'
import { plotBars } from '../plot/bars.ts'
import { ask } from '../rounds/worker.ts'
import type { Bench, Findings } from '../section.ts'
import { compare, type Series } from './compare.ts'
import type { StartInput } from './start.worker.ts'

const worker = new URL('start.worker.ts', import.meta.url)
const rounds = 15

interface Start extends StartInput {
  readonly label: string
}

/** What a process pays for importing a package: each time in a new one. */
export async function benchImport(bench: Bench): Promise<Findings> {
  const builds = await bench.builds()
  const installed = await bench.peers()
  const own = ['@auth/meshy', '@auth/elasticpath', '@auth/gooru', '@auth/genlogs']
  const others = [
    'ky',
    'oauth4webapi',
    'openid-client',
    '@badgateway/oauth2-client',
    'simple-oauth2',
    'google-auth-library',
    '@azure/core-rest-pipeline',
    '@azure/msal-node',
    '@octokit/auth-app',
    '@moltin/sdk',
    '@epcc-sdk/sdks-shopper',
  ]
  const starts: Start[] = [
    ...builds.flatMap(({ folder, suffix }) => own.map((name) => ({ name, folder, label: `${name}${suffix}` }))),
    ...others.map((name) => ({ name, folder: installed, label: name })),
  ]
  const { table, bars } = compare(await startAll(starts, bench), 'ky', 'ms')
  return {
    report: `CPU time of \`import()\` in a new process.\n\n${table}`,
    pictures: [plotBars({ name: 'import', title: 'Import in a new process', unit: 'ms of CPU time', bars })],
    problems: [],
  }
}

/** What a process pays until it has its first token. */
export async function benchFirstToken(bench: Bench): Promise<Findings> {
  await using lab = await startLab()
  const { origin } = lab
  const builds = await bench.builds()
  const installed = await bench.peers()
  const others = [
    '@badgateway/oauth2-client',
    'ky',
    'fetch',
    'oauth4webapi',
    'openid-client',
    'simple-oauth2',
    'google-auth-library',
    '@azure/msal-node',
    '@epcc-sdk/sdks-shopper',
  ]
  const starts: Start[] = [
    ...builds.map(({ folder, suffix }) => ({ name: '@auth/meshy', folder, origin, label: `@auth/meshy${suffix}` })),
    ...others.map((name) => ({ name, folder: installed, origin, label: name })),
  ]
  const { table, bars } = compare(await startAll(starts, bench), '@badgateway/oauth2-client', 'ms')
  return {
    report: `CPU time of import, set-up and first token request in a new process, to a server on loopback.\n\n${table}`,
    pictures: [plotBars({ name: 'first-token', title: 'First token in a new process', unit: 'ms of CPU time', bars })],
    problems: [],
  }
}

async function startAll(starts: readonly Start[], bench: Bench): Promise<Series> {
  const times: number[][] = starts.map(() => [])
  // The first round brings files into memory, and does not count.
  for (let round = -1; round < rounds; round += 1) {
    bench.report(`round ${round + 1} of ${rounds}`)
    for (const [index, { label, ...input }] of starts.entries()) {
      const took = await ask<number>(worker, input)
      if (round >= 0) times[index]?.push(took)
    }
  }
  return { names: starts.map(({ label }) => label), rounds: times }
}
