/** Every text that can be reached through own properties, hidden ones and those of symbols included. */
export function visibleTexts(value: unknown): string[] {
  const texts: string[] = []
  const seen = new Set<unknown>()
  const waiting: unknown[] = [value]
  while (waiting.length > 0) {
    const next = waiting.pop()
    if (typeof next === 'string') texts.push(next)
    if (typeof next !== 'object' || next === null || seen.has(next)) continue
    seen.add(next)
    for (const key of Reflect.ownKeys(next)) waiting.push(String(key), Reflect.get(next, key))
  }
  return texts
}
