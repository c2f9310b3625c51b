#!/usr/bin/env bash
# Entries of lru-cache do not expire under the fake timers of vitest and of node:test.
#
# Expected: the timers of vitest fake `Date` and `performance`, so an hour on the fake clock ends an entry with a `ttl`
# of a minute, as it does with other caches.
# Happens: lru-cache takes hold of the `performance` object when it is imported. vitest puts another in its place, and
# node:test leaves `performance` alone: the entry is there after an hour, with `ttlAutopurge` too. @isaacs/ttlcache is
# the same. `perf: Date` helps, but an entry that was set at the time 0 never expires, and 0 is where node:test begins
# unless it is given a `now`. So does vitest with `performance`: a `perf` that asks for its time is no help either.
# Seen in: lru-cache 11.5.3, @isaacs/ttlcache 2.1.5, with vitest 5.1.1 and Node 24.21.0; quick-lru 7.3.0 expires.
# Matters: the test that a cached token is renewed sees the first token for ever, and one that says "is not asked for
# again" passes for the wrong reason. Give the cache `perf: Date` in tests, and the clock a `now`.
set -euo pipefail
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
npm install --prefix "$tmp" --no-audit --no-fund --loglevel=error \
  node@24.21.0 vitest@5.1.1 lru-cache@11.5.3 @isaacs/ttlcache@2.1.5 quick-lru@7.3.0 >/dev/null

cat >"$tmp/observe.mjs" <<'JS'
import { TTLCache } from '@isaacs/ttlcache'
import { LRUCache } from 'lru-cache'
import QuickLRU from 'quick-lru'

const ttl = 60_000

/** Tells which caches have an entry of a minute after an hour on a clock that `advance` moves. */
export function observe(advance) {
  const caches = {
    'lru-cache': new LRUCache({ max: 1, ttl }),
    'lru-cache, ttlAutopurge': new LRUCache({ max: 1, ttl, ttlAutopurge: true }),
    'lru-cache, perf: Date': new LRUCache({ max: 1, ttl, perf: Date }),
    'lru-cache, perf that asks performance': new LRUCache({ max: 1, ttl, perf: { now: () => performance.now() } }),
    '@isaacs/ttlcache': new TTLCache({ ttl }),
    'quick-lru': new QuickLRU({ maxSize: 1, maxAge: ttl }),
  }
  for (const cache of Object.values(caches)) cache.set('token', 'one')
  advance(3_600_000)
  const outcome = (cache) => (cache.get('token') === undefined ? 'expired' : 'there')
  return Object.fromEntries(Object.entries(caches).map(([name, cache]) => [name, outcome(cache)]))
}

export const expected = (withDate) => ({
  'lru-cache': 'there',
  'lru-cache, ttlAutopurge': 'there',
  'lru-cache, perf: Date': withDate,
  'lru-cache, perf that asks performance': 'there',
  '@isaacs/ttlcache': 'there',
  'quick-lru': 'expired',
})
JS

cat >"$tmp/vitest.test.mjs" <<'JS'
import assert from 'node:assert/strict'
import { test, vi } from 'vitest'
import { expected, observe } from './observe.mjs'

test('caches under the fake timers of vitest', () => {
  vi.useFakeTimers()
  const before = performance.now()
  const seen = observe((ms) => vi.advanceTimersByTime(ms))
  const passed = performance.now() - before
  vi.useRealTimers()
  console.table(seen)
  assert.deepEqual(seen, expected('expired'))
  assert.equal(passed, 3_600_000)
})
JS

cat >"$tmp/node.mjs" <<'JS'
import assert from 'node:assert/strict'
import { mock } from 'node:test'
import { expected, observe } from './observe.mjs'

function observeFrom(now) {
  mock.timers.enable({ now })
  const seen = observe((ms) => mock.timers.tick(ms))
  mock.timers.reset()
  return seen
}
const seen = { 'from 0': observeFrom(0), 'from 2020': observeFrom(Date.parse('2020-01-01')) }
console.table(seen)
assert.deepEqual(seen, { 'from 0': expected('there'), 'from 2020': expected('expired') })
JS
cd "$tmp"
echo vitest
NO_COLOR=1 PATH="$tmp/node_modules/.bin:$PATH" vitest run --root "$tmp" --reporter=dot --silent=false
echo node:test
"$tmp/node_modules/.bin/node" "$tmp/node.mjs"
