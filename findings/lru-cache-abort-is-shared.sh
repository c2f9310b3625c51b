#!/usr/bin/env bash
# lru-cache's `fetch`: the first caller's abort is everybody's, the second caller's is nobody's.
#
# Expected: callers of `cache.fetch(key, { signal })` share one fetch, and each signal concerns its own
# caller.
# Happens: the signal of whoever comes first is tied to the shared fetch: when it aborts, all who wait reject
# with a reason that is not theirs. The signal of whoever joins later is not used at all: its abort changes
# nothing, and it waits to the end.
# Seen in: lru-cache 11.5.3 and 10.4.3.
# Matters: `fetchMethod` looks made for a cache of tokens. With per-request signals, one browser that closes
# its connection fails the requests of all other people who wait for the same token. Give no signal to
# `fetch`, and race the result against the caller's signal outside.
set -euo pipefail
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
npm install --prefix "$tmp" --no-audit --no-fund --loglevel=error \
  node@24.21.0 lru-cache@11.5.3 >/dev/null

cat >"$tmp/show.mjs" <<'JS'
import assert from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'
import { LRUCache } from 'lru-cache'

async function race(aborting) {
  let fetches = 0
  const cache = new LRUCache({
    max: 10,
    fetchMethod: async (_key, _stale, { signal }) => {
      fetches++
      await sleep(500, undefined, { signal }).catch(() => signal.throwIfAborted())
      return 'token'
    },
  })
  const controllers = { first: new AbortController(), second: new AbortController() }
  const call = (signal) => cache.fetch('token', { signal }).catch(({ message }) => `rejected: ${message}`)
  const calls = [call(controllers.first.signal), call(controllers.second.signal), call()]
  setTimeout(() => controllers[aborting].abort(new Error(`the ${aborting} left`)), 100)
  const [first, second, third] = await Promise.all(calls)
  return { fetches, first, second, third }
}

const seen = { 'first aborts': await race('first'), 'second aborts': await race('second') }
console.table(seen)
const left = 'rejected: the first left'
assert.deepEqual(seen, {
  'first aborts': { fetches: 1, first: left, second: left, third: left },
  'second aborts': { fetches: 1, first: 'token', second: 'token', third: 'token' },
})
JS
"$tmp/node_modules/.bin/node" "$tmp/show.mjs"
