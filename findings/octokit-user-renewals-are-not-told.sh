#!/usr/bin/env bash
# Octokit's user tokens: a renewal that happens by itself is not told, and ten callers make ten.
#
# Expected: an expired user token is renewed once for all who ask, and `onTokenCreated`, where one stores tokens, hears
# of the new pair.
# Happens: `onTokenCreated` is called for `auth({ type: 'refresh' })` only. The renewal that `auth()` and each request
# make by themselves spends the stored refresh token and keeps the next one in memory. Callers at the same moment each
# send the same refresh token: one is served, nine reject with `bad_refresh_token`.
# Seen in: @octokit/auth-oauth-user 6.0.4 with @octokit/request 10.0.16.
# Matters: GitHub's refresh tokens work once, so after the next start the stored one is refused and the user has to sign
# in again, with nothing in the log of the day it was lost. Before a token expires, call `auth({ type: 'refresh' })`
# yourself, one at a time, or read the pair back from `auth()` after each call and store it.
set -euo pipefail
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
npm install --prefix "$tmp" --no-audit --no-fund --loglevel=error \
  node@24.21.0 @octokit/auth-oauth-user@6.0.4 @octokit/request@10.0.16 >/dev/null

cat >"$tmp/show.mjs" <<'JS'
import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { createOAuthUserAuth } from '@octokit/auth-oauth-user'
import { request } from '@octokit/request'

let current = 'first'
let renewals = 0
const server = createServer(async (incoming, response) => {
  let body = ''
  for await (const piece of incoming) body += piece
  renewals++
  const number = renewals
  const isSpent = JSON.parse(body).refresh_token !== current
  if (!isSpent) current = `refresh${number}`
  await sleep(500) // long enough for all callers to be there
  const lives = { expires_in: 28_800, refresh_token_expires_in: 15_811_200 }
  const tokens = { access_token: 'new', refresh_token: current, token_type: 'bearer', scope: '', ...lives }
  const content = isSpent ? { error: 'bad_refresh_token', error_description: 'It is spent.' } : tokens
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(content))
})
await new Promise((listening) => server.listen(0, '127.0.0.1', listening))
const baseUrl = `http://127.0.0.1:${server.address().port}`

async function observe(callers, options) {
  current = 'first'
  renewals = 0
  let stored = 'first'
  const auth = createOAuthUserAuth({
    clientType: 'github-app',
    clientId: 'app',
    clientSecret: 'invented',
    token: 'old',
    refreshToken: stored,
    expiresAt: '2020-01-01T00:00:00.000Z',
    refreshTokenExpiresAt: '2099-01-01T00:00:00.000Z',
    onTokenCreated: ({ refreshToken }) => void (stored = refreshToken),
    request: request.defaults({ baseUrl }),
  })
  const results = await Promise.allSettled(Array.from({ length: callers }, () => auth(options)))
  const rejected = results.filter(({ status }) => status === 'rejected').length
  return { renewals, rejected, 'what is stored': stored === current ? 'the new token' : 'the spent token' }
}

const seen = {
  'auth()': await observe(1),
  "auth({ type: 'refresh' })": await observe(1, { type: 'refresh' }),
  'ten auth() at once': await observe(10),
}
console.table(seen)
server.closeAllConnections()
server.close()
assert.deepEqual(seen, {
  'auth()': { renewals: 1, rejected: 0, 'what is stored': 'the spent token' },
  "auth({ type: 'refresh' })": { renewals: 1, rejected: 0, 'what is stored': 'the new token' },
  'ten auth() at once': { renewals: 10, rejected: 9, 'what is stored': 'the spent token' },
})
JS
"$tmp/node_modules/.bin/node" "$tmp/show.mjs"
