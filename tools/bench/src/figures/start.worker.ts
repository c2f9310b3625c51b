import { loadFrom } from '../peers/load.ts'
import { peers } from '../peers/peers.ts'
import { answer } from '../rounds/worker.ts'

export interface StartInput {
  /** A package to import. */
  readonly name: string
  readonly folder: string
  /** Of a server of tokens, where a first token is wanted too. */
  readonly origin?: string
}

/** CPU time in milliseconds of an import, or of all until the first token. */
answer(async ({ name, folder, origin }: StartInput): Promise<number> => {
  const load = await loadFrom(folder)
  const before = process.cpuUsage()
  if (origin === undefined) await load(name)
  else {
    const client = await peers.find((peer) => peer.name === name)?.open({ load, origin })
    if (!client) throw new Error(`There is no peer ${name}`)
    await (client.signIn ?? client.getToken)?.()
  }
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
})
