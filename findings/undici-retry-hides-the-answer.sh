#!/usr/bin/env bash
# undici's retry interceptor takes away the answer to a POST that it does not even repeat.
#
# Expected: POST is not among the methods that the interceptor repeats, so its 429 or 503 arrives as a
# Response.
# Happens: `fetch` rejects with "fetch failed" (cause: RequestRetryError, UND_ERR_REQ_RETRY, which has the
# status), after one request. `{"error": …}`, Retry-After and all else that the server said cannot be read as
# a Response. `throwOnError: false` gives the Response back, for GETs after the last repetition, too.
# Seen in: undici 8.13.1 and 7.30.2, with `interceptors.retry()` and with RetryAgent. In 6.21.0, too, where
# `throwOnError: false` does not help.
# Matters: put it under an OAuth client for the sake of the API's GETs, and a 429 of the token endpoint
# becomes a network error: clients that repeat network errors do so at once, and those that never repeat a
# refresh token lose what the server meant. Give `throwOnError: false`.
set -euo pipefail
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
npm install --prefix "$tmp" --no-audit --no-fund --loglevel=error \
  node@24.21.0 undici@8.13.1 >/dev/null

cat >"$tmp/show.mjs" <<'JS'
import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import { Agent, fetch, interceptors, RetryAgent } from 'undici'

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

let requests = 0
const url = await listen(() => {
  requests++
  return [429, { error: 'slow_down' }, { 'retry-after': '1' }]
})

async function post(dispatcher) {
  requests = 0
  const body = new URLSearchParams({ grant_type: 'refresh_token', refresh_token: 'refresh' })
  const result = await fetch(url, { method: 'POST', body, dispatcher }).then(
    async (response) => `${response.status} ${await response.text()}`,
    ({ message, cause }) => `${message}: ${cause.code} ${cause.statusCode}`,
  )
  return { requests, result }
}

const seen = {
  'no interceptor': await post(new Agent()),
  'interceptors.retry()': await post(new Agent().compose(interceptors.retry())),
  RetryAgent: await post(new RetryAgent(new Agent())),
  'throwOnError: false': await post(new Agent().compose(interceptors.retry({ throwOnError: false }))),
}
console.table(seen)
const answer = '429 {"error":"slow_down"}'
const failure = 'fetch failed: UND_ERR_REQ_RETRY 429'
assert.deepEqual(seen, {
  'no interceptor': { requests: 1, result: answer },
  'interceptors.retry()': { requests: 1, result: failure },
  RetryAgent: { requests: 1, result: failure },
  'throwOnError: false': { requests: 1, result: answer },
})
JS
"$tmp/node_modules/.bin/node" "$tmp/show.mjs"
