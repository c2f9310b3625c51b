#!/usr/bin/env bash
# A hook that fetches the token is outside the time limit of four HTTP clients.
#
# Expected: with `timeout` of 0.3 s, a call whose hook waits for a token for 1.5 s rejects after 0.3 s, and so it does
# when its signal aborts then.
# Happens: all four wait for the hook for as long as it takes and then send the request. The limit begins behind the
# hook. The signal is heeded by got alone; with ky, axios and ofetch the call rejects only when the hook has ended.
# Seen in: ky 2.1.0 (`beforeRequest`), got 14.6.6 (`beforeRequest`, `timeout.request`), axios 1.21.1 (request
# interceptor), ofetch 1.5.1 (`onRequest`).
# Matters: a hook is where a token is renewed, and a token endpoint that hangs keeps each call for ever, limits or not.
# Give the request in the hook a limit of its own, and race the whole call against the signal.
set -euo pipefail
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
npm install --prefix "$tmp" --no-audit --no-fund --loglevel=error \
  node@24.21.0 ky@2.1.0 got@14.6.6 axios@1.21.1 ofetch@1.5.1 >/dev/null

cat >"$tmp/show.mjs" <<'JS'
import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import axios from 'axios'
import got from 'got'
import ky from 'ky'
import { ofetch } from 'ofetch'

const limitMs = 300
const hookMs = 1_500
const server = createServer((request, response) => {
  request.resume()
  response.writeHead(200, { 'content-type': 'application/json' }).end('{}')
})
await new Promise((listening) => server.listen(0, '127.0.0.1', listening))
server.unref()
const url = `http://127.0.0.1:${server.address().port}`
const hook = async () => void (await sleep(hookMs))

const clients = {
  ky: (limit, signal) => ky.get(url, { timeout: limit ?? false, signal, retry: 0, hooks: { beforeRequest: [hook] } }),
  got: (limit, signal) =>
    got(url, { timeout: { request: limit }, signal, retry: { limit: 0 }, hooks: { beforeRequest: [hook] } }),
  axios: (limit, signal) => {
    const client = axios.create({ timeout: limit, signal })
    client.interceptors.request.use(async (config) => {
      await hook()
      return config
    })
    return client.get(url)
  },
  ofetch: (limit, signal) => ofetch(url, { timeout: limit, signal, retry: 0, onRequest: hook }),
}

async function observe(call) {
  const begunAt = performance.now()
  const result = await call().then(() => 'succeeds', () => 'rejects')
  return `${result} ${performance.now() - begunAt >= hookMs * 0.9 ? 'after the hook' : 'in time'}`
}

const seen = {}
for (const [name, call] of Object.entries(clients)) {
  seen[name] = {
    'with a limit': await observe(() => call(limitMs)),
    'with a signal': await observe(() => {
      const controller = new AbortController()
      setTimeout(() => controller.abort(), limitMs)
      return call(undefined, controller.signal)
    }),
  }
}
console.table(seen)
const late = { 'with a limit': 'succeeds after the hook', 'with a signal': 'rejects after the hook' }
assert.deepEqual(seen, {
  ky: late,
  got: { 'with a limit': 'succeeds after the hook', 'with a signal': 'rejects in time' },
  axios: late,
  ofetch: late,
})
JS
"$tmp/node_modules/.bin/node" "$tmp/show.mjs"
