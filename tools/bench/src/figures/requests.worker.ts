import { loadFrom } from '../peers/load.ts'
import { peers } from '../peers/peers.ts'
import { answer } from '../rounds/worker.ts'

export interface RequestsInput {
  readonly kind: 'sign-in' | 'GET'
  /** A package, and where it is installed. */
  readonly name: string
  readonly folder: string
  readonly origin: string
  readonly concurrency: number
  /** How many requests count; as many are sent before. */
  readonly count: number
}

/** CPU time of a request over real connections, in microseconds, of a client that has a process of its own. */
answer(async ({ kind, name, folder, origin, concurrency, count }: RequestsInput): Promise<number> => {
  const peer = peers.find((one) => one.name === name)
  const client = await peer?.open({ load: await loadFrom(folder), origin })
  const send = kind === 'GET' ? () => client?.fetch?.(`${origin}/v2/api`) : client?.signIn
  if (!send) throw new Error(`${name} has no ${kind}`)
  // The first ones open connections and are compiled.
  await sendAll(send, count, concurrency)
  const before = process.cpuUsage()
  await sendAll(send, count, concurrency)
  const { user, system } = process.cpuUsage(before)
  return (user + system) / count
})

async function sendAll(send: () => unknown, count: number, concurrency: number): Promise<void> {
  let left = count
  const sender = async (): Promise<void> => {
    while (left > 0) {
      left -= 1
      const response = await send()
      if (response instanceof Response) await response.text()
    }
  }
  await Promise.all(Array.from({ length: concurrency }, sender))
}
