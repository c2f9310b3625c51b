#!/usr/bin/env bash
# With a listener for `error`, Keyv's `set` resolves although nothing was stored.
#
# Expected: `await keyv.set(…)` rejects when the store fails. A listener only listens.
# Happens: it rejects as long as nobody listens for `error`. With a listener (which a store on a network
# needs, or its own errors end the process) the same call resolves with `false`, and `get` with `undefined`,
# as if there were no such key. The documents say so, as of version 6.
# Seen in: keyv 6.1.0. In 5.5.0 it resolves without a listener, too.
# Matters: a rotated refresh token that could not be written is lost without an exception, and a store that is
# down looks like a user who never signed in. Check that `set` answered `true`, and count `error` events
# around `get` before you send anybody to a sign-in page.
set -euo pipefail
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
npm install --prefix "$tmp" --no-audit --no-fund --loglevel=error \
  node@24.21.0 keyv@6.1.0 >/dev/null

cat >"$tmp/show.mjs" <<'JS'
import assert from 'node:assert/strict'
import Keyv from 'keyv'

const down = async () => {
  throw new Error('store is down')
}
const createStore = () => ({ opts: {}, get: down, set: down, delete: down, clear: down, on() {} })
const outcome = (promise) => promise.then((value) => `resolves: ${value}`, ({ message }) => `rejects: ${message}`)

async function observe(listener) {
  const keyv = new Keyv({ store: createStore() })
  if (listener) keyv.on('error', listener)
  return { set: await outcome(keyv.set('session', 'rotated')), get: await outcome(keyv.get('session')) }
}

const seen = { 'no listener': await observe(undefined), 'a listener': await observe(() => undefined) }
console.table(seen)
assert.deepEqual(seen, {
  'no listener': { set: 'rejects: store is down', get: 'rejects: store is down' },
  'a listener': { set: 'resolves: false', get: 'resolves: undefined' },
})
JS
"$tmp/node_modules/.bin/node" "$tmp/show.mjs"
