import { storeConformance } from '@auth/core/store-conformance'
import { createWebStore } from '@auth/core/web-store'

const name = 'conforming'

/** Holds the store against the suite, in this tab. Returns what it does not do. */
export async function conform(): Promise<string[]> {
  const { put } = IDBObjectStore.prototype
  let failures = 0
  IDBObjectStore.prototype.put = function (value, key) {
    const request = put.call(this, value, key)
    // What is written before a lock is given is no value.
    if (key !== 'room' && failures-- > 0) this.transaction.abort()
    return request
  }
  const cases = storeConformance({
    createStore: () => createWebStore({ name }),
    loseLock: (key) => navigator.locks.request(`${name}:${key}`, { steal: true }, () => {}),
    failWrites(times) {
      failures = times
    },
  })
  const problems: string[] = []
  for (const { name: title, run } of cases) await run().catch((error) => problems.push(`${title} ${error}`))
  IDBObjectStore.prototype.put = put
  return problems
}
