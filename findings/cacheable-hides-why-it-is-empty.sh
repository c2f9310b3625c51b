#!/usr/bin/env bash
# With cacheable, a function that rejects becomes `undefined` for its caller: `getOrSet` and `wrap` resolve.
#
# Expected: `await cache.getOrSet(key, fetchToken)` rejects with the error of `fetchToken`, as `wrap` of cache-manager
# by the same authors does. The README says of `wrap` that it "will return the error".
# Happens: both resolve with `undefined`, for all callers that share the call, and the error goes to listeners of
# `error`. Without a listener it is gone. `getOrSet` with `throwErrors: true` rejects; `wrap` has no such option.
# Seen in: cacheable 2.5.0; cache-manager 7.2.9 rejects.
# Matters: a token endpoint that says 401 or 429 is `undefined` to the caller, who sends `Bearer undefined` or sends
# the user to a sign-in page, and nobody sees the Retry-After. Set `throwErrors`, and use no `wrap` for what can fail.
set -euo pipefail
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
npm install --prefix "$tmp" --no-audit --no-fund --loglevel=error \
  node@24.21.0 cacheable@2.5.0 cache-manager@7.2.9 >/dev/null

cat >"$tmp/show.mjs" <<'JS'
import assert from 'node:assert/strict'
import { createCache } from 'cache-manager'
import { Cacheable, CacheableMemory } from 'cacheable'

const fetchToken = async () => {
  throw new Error('429')
}
const fetchNow = () => {
  throw new Error('429')
}
const outcome = async (call) => {
  try {
    return `resolves: ${await call()}`
  } catch ({ message }) {
    return `rejects: ${message}`
  }
}

const heard = []
const listened = new Cacheable()
listened.on('error', ({ message }) => heard.push(message))
const seen = {
  getOrSet: await outcome(() => new Cacheable().getOrSet('session', fetchToken, { ttl: '1h' })),
  'getOrSet, a listener': await outcome(() => listened.getOrSet('session', fetchToken, { ttl: '1h' })),
  'getOrSet, throwErrors': await outcome(() => new Cacheable().getOrSet('session', fetchToken, { throwErrors: true })),
  wrap: await outcome(new Cacheable().wrap(fetchToken, { ttl: '1h' })),
  'wrap of CacheableMemory': await outcome(new CacheableMemory().wrap(fetchNow, { ttl: '1h', key: 'session' })),
  'wrap of cache-manager': await outcome(() => createCache().wrap('session', fetchToken)),
}
console.table({ ...seen, heard: heard.join() })
assert.deepEqual(seen, {
  getOrSet: 'resolves: undefined',
  'getOrSet, a listener': 'resolves: undefined',
  'getOrSet, throwErrors': 'rejects: 429',
  wrap: 'resolves: undefined',
  'wrap of CacheableMemory': 'resolves: undefined',
  'wrap of cache-manager': 'rejects: 429',
})
assert.deepEqual(heard, ['429'])
JS
"$tmp/node_modules/.bin/node" "$tmp/show.mjs"
