#!/usr/bin/env bash
# Three clients that repeat a 429 without reading its Retry-After.
#
# Expected: who repeats a 429 by itself waits for the seconds that Retry-After names, as axios-retry does.
# Happens: google-auth-library repeats its own token request after 0.1 s, ofetch a GET at once, superagent's
# `retry(2)` a POST twice at once (a POST that 503 answered, too, so a refresh token may be spent twice). With
# the four sends of google-auth-library a limit is hit four times in about two seconds.
# Seen in: google-auth-library 11.3.4, ofetch 1.5.1, superagent 10.4.2; axios-retry 4.5.0 with axios 1.21.1
# does wait.
# Matters: a token endpoint that limits a fleet gets its whole fleet back at once. Write the delay yourself
# (ofetch: `retryDelay: ({ response }) => …`), or leave repeating to whoever reads the header.
set -euo pipefail
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
npm install --prefix "$tmp" --no-audit --no-fund --loglevel=error \
  node@24.21.0 google-auth-library@11.3.4 ofetch@1.5.1 superagent@10.4.2 axios@1.21.1 axios-retry@4.5.0 >/dev/null

cat >"$tmp/show.mjs" <<'JS'
import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import axios from 'axios'
import axiosRetry from 'axios-retry'
import { OAuth2Client } from 'google-auth-library'
import { ofetch } from 'ofetch'
import superagent from 'superagent'

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

const refusals = 2
let requests = []
const url = await listen((request) => {
  requests.push({ method: request.method, at: performance.now() })
  return requests.length <= refusals
    ? [429, { error: 'slow_down' }, { 'retry-after': '2' }]
    : [200, { access_token: 'token', expires_in: 3600, token_type: 'Bearer' }]
})

const seen = {}
async function observe(label, call) {
  requests = []
  await call().catch(() => undefined)
  const pauses = requests.slice(1).map(({ at }, index) => at - requests[index].at)
  seen[label] = {
    method: requests[0].method,
    sent: requests.length,
    pauses: pauses.map((pause) => (pause >= 1_950 ? 'as asked' : 'too short')).join(', '),
  }
}

const google = new OAuth2Client({ clientId: 'app', endpoints: { oauth2TokenUrl: `${url}/token` } })
google.setCredentials({ refresh_token: 'refresh' })
const patient = axios.create()
axiosRetry(patient, { retries: 2 })

await observe('google-auth-library', () => google.getAccessToken())
await observe('ofetch', () => ofetch(url))
await observe('superagent', () => superagent.post(url).retry(2).send({ grant_type: 'refresh_token' }))
await observe('axios-retry', () => patient.get(url))

console.table(seen)
assert.deepEqual(seen, {
  'google-auth-library': { method: 'POST', sent: 3, pauses: 'too short, too short' },
  ofetch: { method: 'GET', sent: 2, pauses: 'too short' },
  superagent: { method: 'POST', sent: 3, pauses: 'too short, too short' },
  'axios-retry': { method: 'GET', sent: 3, pauses: 'as asked, as asked' },
})
JS
"$tmp/node_modules/.bin/node" "$tmp/show.mjs"
