// A young generation that holds all that a sample allocates, so that nothing is collected meanwhile.
export const allocationFlags = ['--expose-gc', '--min-semi-space-size=256', '--max-semi-space-size=256'] as const

/** The bytes that one run allocates on the heap: the median of some samples. Needs {@link allocationFlags}. */
export async function bytesOf(run: () => unknown, count = 2000, samples = 9): Promise<number> {
  // Until it is compiled for good: code that is not allocates more.
  for (let index = 0; index < 10 * count; index += 1) await run()
  const found: number[] = []
  for (let sample = 0; sample < samples; sample += 1) {
    collect()
    const before = process.memoryUsage().heapUsed
    for (let index = 0; index < count; index += 1) await run()
    found.push((process.memoryUsage().heapUsed - before) / count)
  }
  return found.sort((one, other) => one - other)[Math.floor(samples / 2)] ?? Number.NaN
}

/** Collects all garbage. */
export function collect(): void {
  if (!globalThis.gc) throw new Error('Start Node with --expose-gc')
  globalThis.gc()
  globalThis.gc()
}

/** What is in use of heap and buffers, in bytes, once all garbage is collected. */
export async function memoryInUse(): Promise<number> {
  // What has just been settled is let go of in a later turn, and what holds on to it until it is finalized after that.
  for (let round = 0; round < 2; round += 1) {
    for (let turn = 0; turn < 3; turn += 1) await new Promise<void>((resolve) => setImmediate(resolve))
    collect()
  }
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}
