#!/usr/bin/env bash
# The `timeout` of ofetch, and that of axios on Node, does not end a call whose body is slow to arrive.
#
# Expected: `timeout: 500` ends a call that has not brought its content by then. ofetch's README says "to automatically
# abort a request after a timeout", axios's "if the request takes longer than `timeout`, Axios aborts it".
# Happens: ofetch stops its clock when the headers have come and waits for the body without a limit. axios, with its
# adapter for Node, starts its clock anew with each piece of the body: a piece now and then, and the call goes on. A
# body that stands still does end it. axios with `adapter: 'fetch'`, ky and wretch hold to their limit.
# Seen in: ofetch 1.5.1, axios 1.21.1 with Node 24.21.0; ky 2.1.0 and wretch 2.11.1 reject.
# Matters: headers go out at once wherever a proxy flushes them early. A renewal that is shared holds all its callers
# for as long as the body takes, past any limit that was set. Give both clients an AbortSignal of your own
# (`signal: AbortSignal.timeout(500)`): it is followed to the end of the body.
set -euo pipefail
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
npm install --prefix "$tmp" --no-audit --no-fund --loglevel=error \
  node@24.21.0 ofetch@1.5.1 axios@1.21.1 ky@2.1.0 wretch@2.11.1 >/dev/null

cat >"$tmp/show.mjs" <<'JS'
import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import axios from 'axios'
import ky from 'ky'
import { ofetch } from 'ofetch'
import wretch from 'wretch'
import AbortAddon from 'wretch/addons/abort'

const timeout = 1_000
const bodyMs = 3_000
// Sends its headers at once, and the end of its body after three seconds; until then nothing, or a space now and then.
const server = createServer((request, response) => {
  request.resume()
  response.writeHead(200, { 'content-type': 'application/json' })
  response.write('{"access_token":"one"')
  const pieces = request.url === '/trickles' ? setInterval(() => response.write(' '), timeout / 5) : undefined
  const end = setTimeout(() => response.end('}'), bodyMs)
  response.on('close', () => {
    clearInterval(pieces)
    clearTimeout(end)
  })
})
await new Promise((listening) => server.listen(0, '127.0.0.1', listening))
const origin = `http://127.0.0.1:${server.address().port}`

const body = 'grant_type=refresh_token'
const signal = () => AbortSignal.timeout(timeout)
const clients = {
  ofetch: (url) => ofetch(url, { method: 'POST', body, timeout, retry: 0 }),
  'ofetch, own signal': (url) => ofetch(url, { method: 'POST', body, signal: signal(), retry: 0 }),
  axios: (url) => axios.post(url, body, { timeout }),
  'axios, own signal': (url) => axios.post(url, body, { signal: signal() }),
  'axios, adapter fetch': (url) => axios.post(url, body, { timeout, adapter: 'fetch' }),
  ky: (url) => ky.post(url, { body, timeout, retry: 0 }).json(),
  wretch: (url) => wretch(url).addon(AbortAddon()).post(body).setTimeout(timeout).json(),
}
const outcome = (promise) => promise.then(() => 'resolves', () => 'rejects')

// One after the other, so that a slow start of one is not counted against another.
const seen = {}
for (const [name, call] of Object.entries(clients)) {
  seen[name] = {
    'stands still': await outcome(call(`${origin}/stands-still`)),
    trickles: await outcome(call(`${origin}/trickles`)),
  }
}
console.table(seen)
server.closeAllConnections()
server.close()
const holds = { 'stands still': 'rejects', trickles: 'rejects' }
assert.deepEqual(seen, {
  ofetch: { 'stands still': 'resolves', trickles: 'resolves' },
  'ofetch, own signal': holds,
  axios: { 'stands still': 'rejects', trickles: 'resolves' },
  'axios, own signal': holds,
  'axios, adapter fetch': holds,
  ky: holds,
  wretch: holds,
})
JS
"$tmp/node_modules/.bin/node" "$tmp/show.mjs"
