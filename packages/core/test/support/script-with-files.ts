import { createFileStore } from '../../src/file-store.ts'

// What a short script does: it keeps a session in files, follows another, and has nothing more to do. Beside that, a
// change that never ends must not keep it alive.
const [, , directory = ''] = process.argv
const store = createFileStore({ directory })
const { signal } = new AbortController()
store.watch?.('followed', () => {})
await store.update('followed', async () => 'told', { signal })
const update = store.update('key', async (current) => `${current ?? ''}.`, { signal })
void store.update('endless', () => new Promise(() => {}), { signal })
process.stdout.write(`${await update}\n`)
