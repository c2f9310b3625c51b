import { IDBFactory, IDBObjectStore } from 'fake-indexeddb'
import { beforeAll, describe, test, vi } from 'vitest'
import { storeConformance } from '../../src/store-conformance.ts'
import { createWebStore } from '../../src/web-store.ts'

const name = 'conforming'
const { put } = IDBObjectStore.prototype
let failures = 0

/** On Node's own Web Locks and a database in memory; in browsers, `pnpm browsers` runs the same. */
describe('The store for browsers conforms', () => {
  beforeAll(() => {
    vi.stubGlobal('indexedDB', new IDBFactory())
    IDBObjectStore.prototype.put = function (value, key) {
      const request = put.call(this, value, key)
      // What is written before a lock is given is no value.
      if (key !== 'room' && failures-- > 0) this.transaction.abort()
      return request
    }
    return () => {
      vi.unstubAllGlobals()
      IDBObjectStore.prototype.put = put
    }
  })

  const cases = storeConformance({
    createStore: () => createWebStore({ name }),
    loseLock: (key) => navigator.locks.request(`${name}:${key}`, { steal: true }, () => {}),
    failWrites(times) {
      failures = times
    },
  })
  for (const { name, run } of cases) test(name, run)
})
