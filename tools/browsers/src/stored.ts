/** What others, or older releases, may have done to the database of a site. */

const databaseName = '@auth/core'
const fillerName = 'what fills the storage'
const storeName = 'sessions'

/** Changes the one text that is stored. */
export async function rewrite(change: (text: string) => string): Promise<void> {
  const database = await settled(indexedDB.open(databaseName))
  const store = database.transaction(storeName, 'readwrite').objectStore(storeName)
  const [key] = await settled(store.getAllKeys())
  if (key === undefined) throw new Error('nothing is stored')
  await settled(store.put(change(await settled(store.get(key))), key))
  database.close()
}

export async function deleteDatabase(): Promise<void> {
  await settled(indexedDB.deleteDatabase(databaseName))
}

/** Keeps a connection open that closes for nobody, and begins to delete the database: opening it has to wait. */
export async function blockDatabase(): Promise<void> {
  await settled(indexedDB.open(databaseName))
  const { promise, resolve } = Promise.withResolvers<void>()
  indexedDB.deleteDatabase(databaseName).onblocked = () => resolve()
  await promise
}

/** Writes until nothing more fits. */
export async function fillStorage(): Promise<void> {
  for (let bytes = 2 ** 20, writes = 0; bytes >= 64; writes += 1) {
    if (writes > 100) throw new Error('the storage is too large to be filled')
    if (!(await fits(bytes))) bytes /= 2
  }
}

/** With a connection of its own: Firefox closes one whose transaction has failed. */
async function fits(bytes: number): Promise<boolean> {
  const request = indexedDB.open(fillerName)
  request.onupgradeneeded = () => request.result.createObjectStore(storeName, { autoIncrement: true })
  const database = await settled(request)
  try {
    const transaction = database.transaction(storeName, 'readwrite')
    // Random, since what is stored may be compressed.
    const parts = Array.from({ length: Math.ceil(bytes / 65_536) }, () =>
      crypto.getRandomValues(new Uint8Array(Math.min(bytes, 65_536))),
    )
    transaction.objectStore(storeName).add(parts)
    return await new Promise<boolean>((resolve) => {
      transaction.oncomplete = () => resolve(true)
      transaction.onabort = () => resolve(false)
    })
  } finally {
    database.close()
  }
}

export async function emptyStorage(): Promise<void> {
  await settled(indexedDB.deleteDatabase(fillerName))
}

function settled<Result>(request: IDBRequest<Result>): Promise<Result> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
}
