// A sample is long enough for the clock of CPU time.
const sampleMs = 5
const rounds = 15

/**
 * The CPU time that one run of each takes, in milliseconds: the least of many rounds, in which all take turns, so that a
 * busy machine slows none of them more than the others.
 */
export function measure(runs: ReadonlyArray<() => unknown>): number[] {
  const counts = runs.map((run) => {
    let count = 1
    while (cpuTimeOf(run, count) < sampleMs && count < 100_000) count *= 2
    return count
  })
  const least = runs.map(() => Infinity)
  for (let round = 0; round < rounds; round += 1) {
    for (const [index, run] of runs.entries()) {
      const count = counts[index] ?? 1
      least[index] = Math.min(least[index] ?? Infinity, cpuTimeOf(run, count) / count)
    }
  }
  return least
}

function cpuTimeOf(run: () => unknown, count: number): number {
  const before = process.cpuUsage()
  for (let index = 0; index < count; index += 1) run()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}
