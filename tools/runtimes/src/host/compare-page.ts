const tolerance = 0.05

/**
 * Whether a page says what was found. Weights may be off by a twentieth: they change a little with every release of
 * anything.
 */
export function saysTheSame(written: string, found: string): boolean {
  const sizes = /\d+\.\d(?= in all| *[|,])/g
  if (written.replace(sizes, '…').replace(/ +|-+/g, ' ') !== found.replace(sizes, '…').replace(/ +|-+/g, ' '))
    return false
  const now = [...found.matchAll(sizes)].map(Number)
  return [...written.matchAll(sizes)].every(([text], index) => {
    const size = now[index] ?? 0
    return Math.abs(Number(text) - size) <= size * tolerance
  })
}
