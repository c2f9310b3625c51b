import { mkdirSync, rmdirSync } from 'node:fs'
import { createSqliteStore } from '../../src/guides/sqlite-store.ts'

const [path = '', inside = ''] = process.argv.slice(2)
const store = createSqliteStore(path)
const { signal } = new AbortController()

for (let turn = 0; turn < 20; turn += 1) {
  await store.update(
    'counter',
    async (current = '0') => {
      // Fails where another process is inside.
      mkdirSync(inside)
      await new Promise((resolve) => setTimeout(resolve, 1))
      rmdirSync(inside)
      return String(Number(current) + 1)
    },
    { signal },
  )
}
