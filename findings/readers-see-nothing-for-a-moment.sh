#!/usr/bin/env bash
# Two file stores replace a record so that a reader in another process finds nothing there.
#
# Expected: one process replaces a record over and over, another reads it: it sees the old one or the new one.
# Happens: unstorage's `fs` driver and node-persist empty the file and then write it, and a reader that comes in between
# finds it empty. With unstorage `getItem` resolves with an empty text, as if that were the record; node-persist throws.
# conf and lowdb write another file and rename it, and their readers always see a record.
# Seen in: unstorage 1.17.6, node-persist 4.0.4; conf 15.1.0 and lowdb 7.0.1 do not.
# Matters: a session in such a store is "not signed in" for a moment whenever another process renews it, and who takes
# that for an answer signs in again, or clears it. A process that ends in the middle leaves the empty file for good.
# Put refresh tokens into a store that renames, and take an empty text for "ask again", not for "nobody".
set -euo pipefail
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
npm install --prefix "$tmp" --no-audit --no-fund --loglevel=error \
  node@24.21.0 unstorage@1.17.6 node-persist@4.0.4 conf@15.1.0 lowdb@7.0.1 >/dev/null

cat >"$tmp/stores.mjs" <<'JS'
import { join } from 'node:path'
import Conf from 'conf'
import { JSONFilePreset } from 'lowdb/node'
import persist from 'node-persist'
import { createStorage } from 'unstorage'
import fsDriver from 'unstorage/drivers/fs'

export const stores = {
  unstorage: async (folder) => {
    const storage = createStorage({ driver: fsDriver({ base: folder }) })
    return { write: (record) => storage.setItem('session', record), read: () => storage.getItem('session') }
  },
  'node-persist': async (folder) => {
    const storage = persist.create({ dir: folder })
    await storage.init()
    return { write: (record) => storage.setItem('session', record), read: () => storage.getItem('session') }
  },
  conf: async (folder) => {
    const storage = new Conf({ cwd: folder })
    return { write: async (record) => storage.set('session', record), read: async () => storage.get('session') }
  },
  lowdb: async (folder) => {
    const storage = await JSONFilePreset(join(folder, 'sessions.json'), {})
    const write = async (session) => {
      storage.data = { session }
      await storage.write()
    }
    const read = async () => {
      await storage.read()
      return storage.data.session
    }
    return { write, read }
  },
}
JS

cat >"$tmp/write.mjs" <<'JS'
import { setImmediate } from 'node:timers/promises'
import { stores } from './stores.mjs'

const { write } = await stores[process.argv[2]](process.argv[3])
await write({ refreshToken: 'x'.repeat(500) })
process.send('ready')
for (let ended = false; !ended; ) {
  await write({ refreshToken: 'x'.repeat(500) })
  ended = await setImmediate(!process.connected)
}
JS

cat >"$tmp/show.mjs" <<'JS'
import assert from 'node:assert/strict'
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { stores } from './stores.mjs'

const here = dirname(fileURLToPath(import.meta.url))
const mostMs = 1_500

async function observe(name) {
  const folder = join(here, `records of ${name}`)
  await mkdir(folder)
  const writer = fork(join(here, 'write.mjs'), [name, folder])
  await once(writer, 'message')
  const { read } = await stores[name](folder)
  const odd = new Set()
  for (const endsAt = Date.now() + mostMs; Date.now() < endsAt && odd.size === 0; await setImmediate()) {
    const record = await read().catch(() => 'throws')
    if (record?.refreshToken === undefined) odd.add(record === '' ? 'an empty text' : String(record))
  }
  writer.disconnect()
  await once(writer, 'exit')
  return [...odd].join() || 'a record, always'
}

const seen = {}
for (const name of Object.keys(stores)) seen[name] = { 'a reader sees': await observe(name) }
console.table(seen)
assert.deepEqual(seen, {
  unstorage: { 'a reader sees': 'an empty text' },
  'node-persist': { 'a reader sees': 'throws' },
  conf: { 'a reader sees': 'a record, always' },
  lowdb: { 'a reader sees': 'a record, always' },
})
JS
"$tmp/node_modules/.bin/node" "$tmp/show.mjs"
