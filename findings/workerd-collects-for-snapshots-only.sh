#!/usr/bin/env bash
# workerd's inspector never answers `HeapProfiler.collectGarbage`, and collects nothing for it; a snapshot does.
#
# Expected: as in Node and Chromium, the command collects and is answered with `{}`, and `Runtime.getHeapUsage`
# then says what a Worker holds on to.
# Happens: it is neither answered nor refused, while commands that are sent after it are answered, and the heap is
# as large as before. `HeapProfiler.takeHeapSnapshot` collects first: the heap is a fifth of it afterwards. That
# one's answer has no `result`: it repeats `method` and `params` beside the `id`.
# Seen in: workerd 1.20260730.1, as miniflare 4.20260730.0 starts it.
# Matters: what a Worker's process holds grows for minutes on end without any leak, since nothing makes it collect.
# A leak test that waits for the answer never ends, and one that does not wait measures garbage. Take a snapshot,
# drop its chunks, then read the heap's usage.
set -euo pipefail
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
npm install --prefix "$tmp" --no-audit --no-fund --loglevel=error node@24.21.0 miniflare@4.20260730.0 >/dev/null

cat >"$tmp/show.mjs" <<'JS'
import assert from 'node:assert/strict'
import { Miniflare } from 'miniflare'

const script = `export default {
  fetch() {
    let garbage
    for (let index = 0; index < 5_000; index++) garbage = Array.from({ length: 20 }, () => ({ index }))
    return new Response(String(garbage.length))
  },
}`
const loopback = '127.0.0.1'
const miniflare = new Miniflare({ modules: true, script, host: loopback, inspectorHost: loopback, inspectorPort: 0 })
const origin = await miniflare.ready
const { host } = await miniflare.getInspectorURL()
const targets = await (await fetch(`http://${host}/json`)).json()
const socket = new WebSocket(targets.find(({ id }) => id.startsWith('core:user')).webSocketDebuggerUrl)
await new Promise((opened) => socket.addEventListener('open', opened))

const answers = new Map()
socket.addEventListener('message', ({ data }) => {
  const answer = JSON.parse(data)
  if (answer.id !== undefined) answers.get(answer.id)(answer)
})
let sent = 0
function call(method) {
  const id = ++sent
  const answered = new Promise((resolve) => answers.set(id, resolve))
  socket.send(JSON.stringify({ id, method }))
  return answered
}
const usedBytes = async () => (await call('Runtime.getHeapUsage')).result.usedSize

await (await fetch(origin)).text()
const withGarbage = await usedBytes()
const collected = call('HeapProfiler.collectGarbage').then(() => true)
const afterCommand = await usedBytes()
const answered = await Promise.race([collected, new Promise((later) => setTimeout(later, 3_000, false))])
const snapshot = await call('HeapProfiler.takeHeapSnapshot')
const afterSnapshot = await usedBytes()

console.table({ withGarbage, afterCommand, afterSnapshot })
const seen = {
  answered,
  collectedByCommand: afterCommand < withGarbage * 0.9,
  collectedBySnapshot: afterSnapshot < withGarbage / 2,
  snapshotAnswer: Object.keys(snapshot).sort().join(),
}
console.table(seen)
socket.close()
await miniflare.dispose()
assert.deepEqual(seen, {
  answered: false,
  collectedByCommand: false,
  collectedBySnapshot: true,
  snapshotAnswer: 'id,method,params',
})
JS
"$tmp/node_modules/.bin/node" "$tmp/show.mjs"
