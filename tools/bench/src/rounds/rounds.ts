/** One of those that are compared: what it does once. */
export interface Contender {
  readonly name: string
  readonly run: () => unknown
}

export interface RoundOptions {
  /** @default 15 */
  readonly rounds?: number
  /** How much CPU time a sample takes at least, in milliseconds. @default 20 */
  readonly sampleMs?: number
  readonly report?: (progress: string) => void
}

/**
 * The CPU time that one run takes, in microseconds, by contender and round. All take turns within a round, each time
 * beginning with another one, so that a busy machine slows none of them more than the others.
 */
export async function runRounds(
  contenders: readonly Contender[],
  { rounds = 15, sampleMs = 20, report }: RoundOptions = {},
): Promise<number[][]> {
  const counts: number[] = []
  for (const { name, run } of contenders) {
    report?.(`${name} warms up`)
    let count = 8
    while ((await cpuTimeOf(run, count)) < sampleMs * 1000 && count < 2 ** 22) count *= 2
    counts.push(count)
  }
  const times: number[][] = contenders.map(() => [])
  for (let round = 0; round < rounds; round += 1) {
    report?.(`round ${round + 1} of ${rounds}`)
    for (let turn = 0; turn < contenders.length; turn += 1) {
      const index = (turn + round) % contenders.length
      const contender = contenders[index]
      const count = counts[index] ?? 1
      if (contender) times[index]?.push((await cpuTimeOf(contender.run, count)) / count)
    }
  }
  return times
}

/** In microseconds. */
export async function cpuTimeOf(run: () => unknown, count: number): Promise<number> {
  const before = process.cpuUsage()
  for (let index = 0; index < count; index += 1) await run()
  const { user, system } = process.cpuUsage(before)
  return user + system
}
