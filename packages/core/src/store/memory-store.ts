import type { TokenStore } from './token-store.ts'

/** A store that lives as long as the object. Each client has its own unless one is given. */
export function createMemoryStore(): TokenStore {
  const values = new Map<string, string>()
  const queues = new Map<string, Promise<unknown>>()
  return {
    async read(key) {
      return values.get(key)
    },
    update(key, change, { signal }) {
      const run = async (): Promise<string | undefined> => {
        signal.throwIfAborted()
        const next = await change(values.get(key), signal)
        if (next === undefined) values.delete(key)
        else values.set(key, next)
        return next
      }
      const result = (queues.get(key) ?? Promise.resolve()).then(run)
      const settled = result.catch(() => {})
      queues.set(key, settled)
      settled.then(() => {
        if (queues.get(key) === settled) queues.delete(key)
      })
      return result
    },
  }
}
