import { loadFrom } from '../peers/load.ts'
import type { Client } from '../peers/peer.ts'
import { others } from '../peers/peers.ts'
import { bytesOf } from '../rounds/bytes.ts'
import { type Contender, runRounds } from '../rounds/rounds.ts'
import { answer } from '../rounds/worker.ts'
import type { Build } from '../section.ts'
import { openOwn } from './contenders.ts'

export interface CallsInput {
  readonly call: 'getToken' | 'headers' | 'fetch'
  /** The peers that have the call. */
  readonly peers: readonly string[]
  readonly builds: readonly Build[]
  readonly installed: string
  /** Of a server of tokens. */
  readonly origin: string
  readonly measure: 'time' | 'bytes'
}

export interface CallsResult {
  readonly names: readonly string[]
  /** CPU time in microseconds by contender and round; or a single round of bytes. */
  readonly rounds: readonly (readonly number[])[]
}

answer(async (input: CallsInput, report): Promise<CallsResult> => {
  // What a peer writes to the console is not what is measured.
  for (const level of ['log', 'info', 'warn'] as const) console[level] = () => undefined
  const contenders = await openContenders(input)
  const names = contenders.map(({ name }) => name)
  if (input.measure === 'time') return { names, rounds: await runRounds(contenders, { report }) }
  const rounds: number[][] = []
  for (const { run } of contenders) rounds.push([await bytesOf(run)])
  return { names, rounds }
})

async function openContenders({ call, peers, builds, installed, origin }: CallsInput): Promise<Contender[]> {
  // Once there is a token, requests are answered at once: what is left is what the client adds.
  let warm = false
  const answered = Promise.resolve(new Response(null, { status: 200 }))
  const stub =
    (send: typeof fetch): typeof fetch =>
    (url, init) =>
      warm ? answered : send(url, init)
  const contenders: Contender[] = []
  for (const build of builds) {
    for (const own of await openOwn(build)) {
      const auth = own.create({ fetch: stub(own.send) })
      await auth.getToken()
      const runs = {
        getToken: () => auth.getToken(),
        headers: () => auth.headers(),
        fetch: () => auth.fetch(own.apiUrl),
      }
      contenders.push({ name: own.name, run: runs[call] })
    }
  }
  const load = await loadFrom(installed)
  globalThis.fetch = stub(globalThis.fetch)
  for (const peer of others.filter(({ name }) => peers.includes(name))) {
    const client = await peer.open({ load, origin, ...(call === 'fetch' && { fetch: globalThis.fetch }) })
    const url = `${origin}/v2/api`
    const run = runOf(client, call, url)
    await run()
    contenders.push({ name: peer.name, run })
  }
  warm = true
  return contenders
}

function runOf(client: Client, call: CallsInput['call'], url: string): () => unknown {
  if (call === 'fetch') return () => client.fetch?.(url)
  return call === 'headers' ? () => client.headers?.() : () => client.getToken?.()
}
