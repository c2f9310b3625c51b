import { loadFrom } from '../peers/load.ts'
import { meshy } from '../peers/meshy.ts'
import { others } from '../peers/peers.ts'
import { type Contender, runRounds } from '../rounds/rounds.ts'
import { answer } from '../rounds/worker.ts'
import type { Build } from '../section.ts'
import type { Series } from './compare.ts'

export interface SignInInput {
  readonly peers: readonly string[]
  readonly builds: readonly Build[]
  readonly installed: string
  /** Of servers whose tokens are of different lengths, by what is put behind a contender's name. */
  readonly origins: Readonly<Record<string, string>>
}

/** CPU time of a sign-in, in microseconds. */
answer(async ({ peers, builds, installed, origins }: SignInInput, report): Promise<Series> => {
  const contenders: Contender[] = []
  for (const [length, origin] of Object.entries(origins)) {
    const add = (name: string, signIn: (() => unknown) | undefined): void => {
      if (signIn) contenders.push({ name: `${name}, ${length}`, run: signIn })
    }
    for (const { folder, suffix } of builds) {
      const { signIn } = await meshy.open({ load: await loadFrom(folder), origin })
      add(`${meshy.name}${suffix}`, signIn)
    }
    const load = await loadFrom(installed)
    for (const peer of others.filter(({ name }) => peers.includes(name))) {
      add(peer.name, (await peer.open({ load, origin })).signIn)
    }
  }
  const rounds = await runRounds(contenders, { rounds: 31, sampleMs: 40, report })
  return { names: contenders.map(({ name }) => name), rounds }
})
