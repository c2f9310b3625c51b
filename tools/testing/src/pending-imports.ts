const loaded = new Map<string, Promise<unknown>>()
let pending = 0

/**
 * Counts an `import()` until it has ended. The second of one module is as quick as the runtime's own: under vitest, each
 * asks another process.
 */
export function countImport<Module>(key: string, load: () => Promise<Module>): Promise<Module> {
  const known = loaded.get(key)
  if (known) return known as Promise<Module> // the same key is the same module
  pending += 1
  const loading = load().finally(() => {
    pending -= 1
  })
  loaded.set(key, loading)
  loading.catch(() => loaded.delete(key))
  return loading
}

/** How many modules are being loaded, which takes real time. */
export function pendingImports(): number {
  return pending
}
