export interface Timer {
  readonly at: number
  readonly callback: () => void
}

interface Entry {
  readonly at: number
  readonly order: number
  /** `undefined` once it is taken out: what it held on to is free, though its place is still taken. */
  callback: (() => void) | undefined
}

/** Timers, the next one first; of those for the same moment, the one that was set first. Fit for very many. */
export class TimerQueue {
  /** A heap: each entry comes before the two at twice its place. */
  readonly #entries: Entry[] = []
  #order = 0
  #size = 0

  /** How many are left. */
  get size(): number {
    return this.#size
  }

  /** Returns a function that takes it out. */
  add(at: number, callback: () => void): () => void {
    const entry: Entry = { at, callback, order: this.#order }
    this.#order += 1
    this.#size += 1
    this.#place(entry, this.#entries.length)
    return () => this.#turnOff(entry)
  }

  peek(): Timer | undefined {
    for (let first = this.#entries[0]; first; first = this.#entries[0]) {
      const { at, callback } = first
      if (callback) return { at, callback }
      this.#removeFirst()
    }
    return undefined
  }

  /** Takes out what {@link peek} gives. */
  shift(): Timer | undefined {
    const first = this.peek()
    if (!first) return undefined
    const [entry] = this.#entries
    if (entry) this.#turnOff(entry)
    this.#removeFirst()
    return first
  }

  #turnOff(entry: Entry): void {
    if (!entry.callback) return
    entry.callback = undefined
    this.#size -= 1
  }

  /** Puts an entry at a place, or at the one above it before which it comes. */
  #place(entry: Entry, from: number): void {
    const entries = this.#entries
    let index = from
    for (let above = (index - 1) >> 1; index > 0; above = (index - 1) >> 1) {
      const other = entries[above]
      if (!other || comesBefore(other, entry)) break
      entries[index] = other
      index = above
    }
    entries[index] = entry
  }

  #removeFirst(): void {
    const entries = this.#entries
    const last = entries.pop()
    if (!last || entries.length === 0) return
    let index = 0
    for (;;) {
      const [left, right] = [entries[2 * index + 1], entries[2 * index + 2]]
      const isRight = left && right && comesBefore(right, left)
      const below = isRight ? right : left
      if (!below || comesBefore(last, below)) break
      entries[index] = below
      index = 2 * index + (isRight ? 2 : 1)
    }
    entries[index] = last
  }
}

function comesBefore(one: Entry, other: Entry): boolean {
  return one.at < other.at || (one.at === other.at && one.order < other.order)
}
