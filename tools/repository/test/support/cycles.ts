/**
 * Every group of modules that import each other, as the way around one of its shortest cycles: `a -> b -> a`. Each cycle
 * begins with its first module by name, so that the result is the same wherever the search begins.
 */
export function findCycles(graph: ReadonlyMap<string, readonly string[]>): string[] {
  const found = new Set<string>()
  for (const start of [...graph.keys()].sort()) {
    const way = wayBack(graph, start)
    if (way?.every((module) => module >= start)) found.add([...way, start].join(' -> '))
  }
  return [...found]
}

/** The modules on the shortest way from one to itself, by breadth: itself first. */
function wayBack(graph: ReadonlyMap<string, readonly string[]>, start: string): string[] | undefined {
  const from = new Map<string, string>()
  const queue = [start]
  for (const module of queue) {
    for (const next of graph.get(module) ?? []) {
      if (next === start) {
        const way = [module]
        for (let step = from.get(module); step !== undefined; step = from.get(step)) way.unshift(step)
        return way
      }
      if (from.has(next)) continue
      from.set(next, module)
      queue.push(next)
    }
  }
  return undefined
}
