/** What happened in a scenario, line by line, and a hash of it: two runs are the same when their hashes are. */
export interface Trace {
  readonly lines: readonly string[]
  readonly hash: string
  add(line: string): void
}

export function createTrace(now: () => number): Trace {
  const lines: string[] = []
  let hash = 0x811c9dc5
  return {
    lines,
    get hash() {
      return hash.toString(16).padStart(8, '0')
    },
    add(text) {
      const line = `${now().toFixed(3)} ${text}`
      lines.push(line)
      // FNV-1a
      for (let index = 0; index < line.length; index += 1) {
        hash = Math.imul(hash ^ line.charCodeAt(index), 0x01000193) >>> 0
      }
    },
  }
}
