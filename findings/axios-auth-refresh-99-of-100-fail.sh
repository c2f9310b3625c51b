#!/usr/bin/env bash
# Of 100 calls that are out when a token has expired, axios-auth-refresh saves one.
#
# Expected: the first 401 starts the refresh, and all 100 calls are repeated with the new token.
# Happens: one refresh and one success; the other 99 reject with their 401 at once, because
# `deduplicateRefresh` (on by default) sets the instance aside while it refreshes. Only requests that are sent
# after the refresh has begun wait for it. A caller that aborts while it waits hears of it only when the
# refresh is over.
# Seen in: axios-auth-refresh 5.0.2 with axios 1.21.1. In 3.3.6 all 100 succeed.
# Matters: a page that loads with ten calls side by side shows nine errors each time its token has expired,
# and a test with one call at a time sees nothing of it. Share one refresh promise in an interceptor of your
# own.
set -euo pipefail
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
npm install --prefix "$tmp" --no-audit --no-fund --loglevel=error \
  node@24.21.0 axios@1.21.1 axios-auth-refresh@5.0.2 >/dev/null

cat >"$tmp/show.mjs" <<'JS'
import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import axios from 'axios'
import { createAuthRefresh } from 'axios-auth-refresh'

async function listen(answer) {
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const piece of request) body += piece
    const [status, content, headers] = answer(request, body)
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(content))
  })
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening))
  server.unref()
  return `http://127.0.0.1:${server.address().port}`
}

const refreshMs = 2_000
const url = await listen(({ headers }) => [headers.authorization === 'Bearer new' ? 200 : 401, {}])

function createClient() {
  const client = axios.create({ baseURL: url })
  const state = { client, token: 'old', refreshes: 0 }
  client.interceptors.request.use((config) => {
    config.headers.authorization = `Bearer ${state.token}`
    return config
  })
  createAuthRefresh(client, async () => {
    state.refreshes++
    await new Promise((later) => setTimeout(later, refreshMs))
    state.token = 'new'
  })
  return state
}

const together = createClient()
const results = await Promise.allSettled(Array.from({ length: 100 }, () => together.client.get('/')))
const failed = results.filter(({ reason }) => reason?.response?.status === 401).length

const alone = createClient()
const controller = new AbortController()
const begunAt = performance.now()
setTimeout(() => controller.abort(), 100)
const error = await alone.client.get('/', { signal: controller.signal }).catch((caught) => caught)
const rejectedAt = performance.now() - begunAt

const seen = {
  refreshes: together.refreshes,
  succeeded: results.length - failed,
  failed,
  aborted: error.code,
  abortWaitsForRefresh: rejectedAt >= refreshMs * 0.9,
}
console.table(seen)
assert.deepEqual(seen, { refreshes: 1, succeeded: 1, failed: 99, aborted: 'ERR_CANCELED', abortWaitsForRefresh: true })
JS
"$tmp/node_modules/.bin/node" "$tmp/show.mjs"
