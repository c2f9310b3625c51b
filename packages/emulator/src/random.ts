/** The source of random numbers that the options name. Throws a TypeError for a seed that is no whole number. */
export function randomOf({ random, seed }: { random?: () => number; seed?: number }): () => number {
  if (seed === undefined) return random ?? Math.random
  if (random !== undefined) throw new TypeError('@auth/emulator: give random or seed, not both')
  if (!Number.isSafeInteger(seed)) throw new TypeError('@auth/emulator: seed must be a whole number')
  return seededRandom(seed)
}

/** Numbers from 0 up to 1 that follow from the seed alone (mulberry32). */
function seededRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
