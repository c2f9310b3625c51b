/** Runs a task as soon as there is room for it. */
export type Limit = <Result>(task: () => Promise<Result>) => Promise<Result>

/** Runs tasks side by side, at most `most` at once, in the order in which they are given. */
export function createLimit(most: number): Limit {
  const waiting: Array<() => void> = []
  let running = 0
  return async (task) => {
    if (running >= most) await new Promise<void>((resolve) => waiting.push(resolve))
    else running += 1
    try {
      return await task()
    } finally {
      const next = waiting.shift()
      if (next) next()
      else running -= 1
    }
  }
}
