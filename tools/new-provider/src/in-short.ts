/** One sentence for all names of which the same is said: ``described `a`, `b`: say what it means``. */
export function inShort(changes: readonly string[]): string[] {
  const names = new Map<string, string[]>()
  for (const change of changes) {
    const [name] = /`[^`]+`/.exec(change) ?? []
    const sentence = name === undefined ? change : change.replace(name, '``')
    names.set(sentence, [...(names.get(sentence) ?? []), ...(name === undefined ? [] : [name])])
  }
  return [...names].map(([sentence, its]) => sentence.replace('``', () => its.join(', ')))
}
