/**
 * Opens a database, in whatever version it is, or makes it with one object store.
 *
 * @param onGone - Told when the connection is closed, or could not be opened: the next use has to open another.
 */
export function openDatabase(name: string, storeName: string, onGone: () => void): Promise<IDBDatabase> {
  return new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open(name)
    request.onupgradeneeded = () => request.result.createObjectStore(storeName)
    request.onerror = () => reject(request.error)
    request.onsuccess = () => {
      const database = request.result
      // Somebody deletes the database, or upgrades it: an open connection would block that.
      database.onversionchange = () => {
        database.close()
        onGone()
      }
      // Site data was cleared, or the browser has lost it.
      database.onclose = onGone
      resolve(database)
    }
  }).catch((error) => {
    onGone()
    throw error
  })
}
