#!/usr/bin/env bash
# A time limit or a `ttl` of 30 days is one of a millisecond in many clients and caches on Node.
#
# Expected: a limit of 30 days never ends a call that is answered after 300 ms, and a value that is cached for 30 days
# is still there then. Or the library says that it cannot count that far.
# Happens: the number goes to `setTimeout`, which makes 1 ms of all that is above 2^31 - 1 ms (24.8 days). Clients
# reject as if the server were slow, "timeout of 2592000000ms exceeded"; caches forget at once, and each call computes
# the value anew. The only trace is a TimeoutOverflowWarning of Node.
# Seen in: the versions below, with Node 24.21.0. p-timeout, undici, quick-lru and lru-cache do as one would expect.
# Matters: 30 days is what a refresh token often lives, and its life is a natural `ttl` for what hangs on it: each call
# renews then. With a life that comes from the provider, nobody sees it before the provider makes it longer. Cap
# such numbers at 2^31 - 1.
set -euo pipefail
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
npm install --prefix "$tmp" --no-audit --no-fund --loglevel=error \
  node@24.21.0 axios@1.21.1 cockatiel@4.0.0 expiry-map@2.0.0 gaxios@8.3.3 got@14.6.6 lru-cache@11.5.3 moize@6.1.7 \
  ofetch@1.5.1 opossum@10.0.0 p-memoize@9.0.0 p-timeout@8.0.0 quick-lru@7.3.0 superagent@10.4.2 \
  undici@8.13.1 wretch@2.11.1 >/dev/null

cat >"$tmp/show.mjs" <<'JS'
import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import axios from 'axios'
import { TimeoutStrategy, timeout as limit } from 'cockatiel'
import ExpiryMap from 'expiry-map'
import { Gaxios } from 'gaxios'
import got from 'got'
import { LRUCache } from 'lru-cache'
import moize from 'moize'
import { ofetch } from 'ofetch'
import CircuitBreaker from 'opossum'
import pMemoize from 'p-memoize'
import pTimeout from 'p-timeout'
import QuickLRU from 'quick-lru'
import superagent from 'superagent'
import { Agent, request } from 'undici'
import wretch from 'wretch'
import AbortAddon from 'wretch/addons/abort'

const monthMs = 30 * 86_400_000
const sleep = () => new Promise((later) => setTimeout(later, 300))
const server = createServer(async (_, response) => {
  await sleep()
  response.end('{}')
})
await new Promise((listening) => server.listen(0, '127.0.0.1', listening))
const url = `http://127.0.0.1:${server.address().port}`

const clients = {
  axios: () => axios.get(url, { timeout: monthMs }),
  cockatiel: () => limit(monthMs, TimeoutStrategy.Aggressive).execute(() => fetch(url)),
  gaxios: () => new Gaxios().request({ url, timeout: monthMs, retry: false }),
  got: () => got(url, { timeout: { request: monthMs }, retry: { limit: 0 } }),
  ofetch: () => ofetch(url, { timeout: monthMs, retry: 0 }),
  opossum: () => new CircuitBreaker(() => fetch(url), { timeout: monthMs }).fire(),
  superagent: () => superagent.get(url).timeout(monthMs),
  wretch: () => wretch(url).addon(AbortAddon()).get().setTimeout(monthMs).text(),
  'p-timeout': () => pTimeout(fetch(url), { milliseconds: monthMs }),
  undici: () => request(url, { dispatcher: new Agent({ headersTimeout: monthMs, bodyTimeout: monthMs }) }),
}
const caches = {
  moize: (compute) => moize(compute, { isPromise: true, maxAge: monthMs }),
  'p-memoize, expiry-map': (compute) => pMemoize(compute, { cache: new ExpiryMap(monthMs) }),
  'p-memoize, lru-cache': (compute) => pMemoize(compute, { cache: new LRUCache({ max: 1, ttl: monthMs }) }),
  'p-memoize, quick-lru': (compute) => pMemoize(compute, { cache: new QuickLRU({ maxSize: 1, maxAge: monthMs }) }),
}

const seen = {}
for (const [name, call] of Object.entries(clients)) {
  seen[name] = await call().then(() => 'answered', () => 'timed out')
}
for (const [name, memoize] of Object.entries(caches)) {
  let computed = 0
  const get = memoize(async () => ++computed)
  await get()
  await sleep()
  await get()
  seen[name] = computed === 1 ? 'kept' : 'forgotten'
}
console.table(seen)
server.closeAllConnections()
server.close()
assert.deepEqual(seen, {
  axios: 'timed out',
  cockatiel: 'timed out',
  gaxios: 'timed out',
  got: 'timed out',
  ofetch: 'timed out',
  opossum: 'timed out',
  superagent: 'timed out',
  wretch: 'timed out',
  'p-timeout': 'answered',
  undici: 'answered',
  moize: 'forgotten',
  'p-memoize, expiry-map': 'forgotten',
  'p-memoize, lru-cache': 'kept',
  'p-memoize, quick-lru': 'kept',
})
process.exit()
JS
"$tmp/node_modules/.bin/node" --disable-warning=TimeoutOverflowWarning "$tmp/show.mjs"
