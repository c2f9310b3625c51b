#!/usr/bin/env bash
# A watcher that was told not to keep a Deno process alive keeps it alive once it has told of a change.
#
# Expected: `fs.watch(…).unref()` holds for the life of the watcher, as it does in Node and Bun.
# Happens: in Deno it holds until the first event. A program that has nothing left to do ends at once while nothing
# has changed, and never ends by itself after the watcher has told of one change. Calling `unref()` in the listener
# changes nothing; calling it each time in a `setImmediate` of the listener helps.
# Seen in: Deno 2.9.6. Node 24.21.0 ends in both cases.
# Matters: a cache or a token store that watches its file as a hint keeps a script running that has done its work, and
# only on days on which somebody else wrote the file.
set -euo pipefail
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
npm install --prefix "$tmp" --no-audit --no-fund --loglevel=error node@24.21.0 deno@2.9.6 >/dev/null

cat >"$tmp/watch.mjs" <<'JS'
import { mkdtempSync, rmSync, watch, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const [change, again] = process.argv.slice(2)
const folder = mkdtempSync(join(tmpdir(), 'watched-'))
process.on('exit', () => rmSync(folder, { recursive: true }))
let told = () => {}
const once = new Promise((resolve) => {
  told = resolve
})
const watcher = watch(folder, () => {
  if (again === 'in the listener') watcher.unref()
  if (again === 'after the listener') setImmediate(() => watcher.unref())
  told()
})
watcher.unref()
if (change === 'change') {
  // Waits for the event, kept alive by a timer that is cleared then.
  const patience = setTimeout(() => {}, 20_000)
  writeFileSync(join(folder, 'file'), 'new')
  await once
  clearTimeout(patience)
}
JS

# Says whether a program ended by itself within five seconds; it has nothing to do in all of them.
ends() {
  if timeout -s KILL 5 "$@" >/dev/null 2>&1; then echo ends; else echo 'goes on'; fi
}
bin="$tmp/node_modules/.bin"
cat >"$tmp/expected" <<'TXT'
Node, no change: ends
Node, a change: ends
Deno, no change: ends
Deno, a change: goes on
Deno, a change, unref in the listener: goes on
Deno, a change, unref after the listener: ends
TXT
{
  echo "Node, no change: $(ends "$bin/node" "$tmp/watch.mjs" none)"
  echo "Node, a change: $(ends "$bin/node" "$tmp/watch.mjs" change)"
  echo "Deno, no change: $(ends "$bin/deno" run --allow-all "$tmp/watch.mjs" none)"
  echo "Deno, a change: $(ends "$bin/deno" run --allow-all "$tmp/watch.mjs" change)"
  echo "Deno, a change, unref in the listener: $(ends "$bin/deno" run --allow-all "$tmp/watch.mjs" change 'in the listener')"
  echo "Deno, a change, unref after the listener: $(ends "$bin/deno" run --allow-all "$tmp/watch.mjs" change 'after the listener')"
} | tee "$tmp/seen"
diff "$tmp/expected" "$tmp/seen"
