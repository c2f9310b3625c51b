import { startLab } from '../lab/server.ts'
import { loadFrom } from '../peers/load.ts'
import { peers } from '../peers/peers.ts'
import { answer } from '../rounds/worker.ts'
import { cases } from './cases.ts'

export interface CellInput {
  readonly peer: string
  readonly name: string
  /** Where the peer is installed. */
  readonly folder: string
}

answer(async ({ peer: peerName, name, folder }: CellInput) => {
  const peer = peers.find((one) => one.name === peerName)
  const found = cases[name]
  if (!peer || !found) throw new Error(`No such cell: ${peerName} ${name}`)
  // What a peer writes to the console is not what is looked at.
  for (const level of ['log', 'info', 'warn'] as const) console[level] = () => undefined
  // A peer's promise that nobody waits for must not end the trial.
  process.on('unhandledRejection', () => undefined)
  const load = await loadFrom(folder)
  await using lab = await startLab()
  // Waited for here: the server ends with this block.
  return await found.run({
    peer,
    load,
    lab,
    open: (shared) => peer.open({ load, origin: lab.origin, ...(shared && { shared }) }),
  })
})
