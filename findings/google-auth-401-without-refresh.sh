#!/usr/bin/env bash
# A 401 renews nothing while google-auth-library believes that the token is alive.
#
# Expected: an OAuth2Client that has a refresh token renews the access token when the API answers 401, and
# sends the request again.
# Happens: it does so only if it knows no `expiry_date`, or if that is over. With an `expiry_date` ahead
# (which each of its own renewals sets) every 401 goes to the caller, and no token request is ever sent. With
# `forceRefreshOnFailure: true` it renews and repeats. A 403 counts as a 401 here: without an `expiry_date` it
# renews, too.
# Seen in: google-auth-library 11.3.4, 10.5.0 and 9.15.1.
# Matters: a token that the server ends before its time (revoked, keys rotated, password changed) stays in use
# until its hour is over. Set `forceRefreshOnFailure: true`, and expect a token request for each 403.
set -euo pipefail
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
npm install --prefix "$tmp" --no-audit --no-fund --loglevel=error \
  node@24.21.0 google-auth-library@11.3.4 >/dev/null

cat >"$tmp/show.mjs" <<'JS'
import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import { OAuth2Client } from 'google-auth-library'

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

const seen = {}
let tokenRequests = 0
let refusal = 401
const url = await listen((request) => {
  if (request.url === '/token') {
    tokenRequests++
    return [200, { access_token: 'second', expires_in: 3600, token_type: 'Bearer' }]
  }
  return request.headers.authorization === 'Bearer second' && refusal === 401 ? [200, {}] : [refusal, {}]
})

async function call(label, options, credentials) {
  tokenRequests = 0
  const client = new OAuth2Client({ clientId: 'app', endpoints: { oauth2TokenUrl: `${url}/token` }, ...options })
  client.setCredentials({ access_token: 'first', refresh_token: 'refresh', ...credentials })
  const statuses = []
  for (let count = 0; count < 3; count++) {
    statuses.push(await client.request({ url: `${url}/api` }).then(({ status }) => status, ({ status }) => status))
  }
  seen[label] = { statuses: statuses.join(' '), tokenRequests }
}

const inAnHour = { expiry_date: Date.now() + 3_600_000 }
await call('401, expiry_date in an hour', {}, inAnHour)
await call('401, no expiry_date', {}, {})
await call('401, expiry_date in an hour, forceRefreshOnFailure', { forceRefreshOnFailure: true }, inAnHour)
refusal = 403
await call('403, expiry_date in an hour, forceRefreshOnFailure', { forceRefreshOnFailure: true }, inAnHour)

console.table(seen)
assert.deepEqual(seen, {
  '401, expiry_date in an hour': { statuses: '401 401 401', tokenRequests: 0 },
  '401, no expiry_date': { statuses: '200 200 200', tokenRequests: 1 },
  '401, expiry_date in an hour, forceRefreshOnFailure': { statuses: '200 200 200', tokenRequests: 1 },
  '403, expiry_date in an hour, forceRefreshOnFailure': { statuses: '403 403 403', tokenRequests: 3 },
})
JS
"$tmp/node_modules/.bin/node" "$tmp/show.mjs"
