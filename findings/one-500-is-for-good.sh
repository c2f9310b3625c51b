#!/usr/bin/env bash
# One 500 from the token endpoint, and two clients renew nothing until the process is started anew.
#
# Expected: a renewal that was answered 500 is tried again by the next call, and the refresh token, which is unspent,
# works.
# Happens: both keep the failed renewal for good. Twurple's RefreshingAuthProvider "disables" the user and rejects each
# call without a request. The refresher of twitter-api-v2 keeps the rejected promise, and each call rejects with that
# first 500, without a request to the token endpoint or to the API.
# Seen in: @twurple/auth 8.2.0; @twitter-api-v2/plugin-token-refresher 1.0.0 with twitter-api-v2 1.29.1.
# Matters: a hiccup of a second takes a bot that runs for months off the air, and says that the user has to sign in
# again. With Twurple, `onRefreshFailure` is the place to `addUser` once more with the same tokens; with the refresher,
# `onTokenRefreshError` is, to make a client and a plugin anew.
set -euo pipefail
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
npm install --prefix "$tmp" --no-audit --no-fund --loglevel=error \
  node@24.21.0 @twurple/auth@8.2.0 twitter-api-v2@1.29.1 @twitter-api-v2/plugin-token-refresher@1.0.0 >/dev/null

cat >"$tmp/show.mjs" <<'JS'
import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import https from 'node:https'
import { connect } from 'node:net'
import { TwitterApiAutoTokenRefresher } from '@twitter-api-v2/plugin-token-refresher'
import { TwitterApi } from 'twitter-api-v2'

let well = true
let requests = 0
const server = createServer((request, response) => {
  request.resume()
  requests++
  const answer = (status, content) =>
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(content))
  if (!request.url.includes('token')) {
    return request.headers.authorization === 'Bearer new' ? answer(200, { data: { id: '1' } }) : answer(401, {})
  }
  if (!well) return answer(500, { error: 'server_error' })
  const scope = request.headers.host.includes('twitch') ? ['read'] : 'read'
  answer(200, { access_token: 'new', refresh_token: 'next', expires_in: 3600, token_type: 'bearer', scope })
})
await new Promise((listening) => server.listen(0, '127.0.0.1', listening))
const { port } = server.address()

// Both have their hosts built in; what they send is taken to the server on loopback.
const fetchOverNet = globalThis.fetch
globalThis.fetch = (url, init) => {
  const { pathname, search } = new URL(url)
  return fetchOverNet(`http://127.0.0.1:${port}${pathname}${search}`, init)
}
class LoopbackAgent extends https.Agent {
  createConnection() {
    return connect(port, '127.0.0.1')
  }
}
const { RefreshingAuthProvider } = await import('@twurple/auth')

function callTwitch() {
  const provider = new RefreshingAuthProvider({ clientId: 'app', clientSecret: 'invented' })
  const token = { accessToken: 'old', refreshToken: 'unspent', expiresIn: 1, obtainmentTimestamp: 1, scope: ['read'] }
  provider.addUser('1', token)
  return () => provider.getAccessTokenForUser('1')
}

function callTwitter() {
  const httpAgent = new LoopbackAgent()
  const refreshCredentials = new TwitterApi({ clientId: 'app', clientSecret: 'invented' }, { httpAgent })
  const refresher = new TwitterApiAutoTokenRefresher({ refreshToken: 'unspent', refreshCredentials })
  const client = new TwitterApi('old', { plugins: [refresher], httpAgent })
  return () => client.v2.me()
}

async function observe(call) {
  requests = 0
  const result = await call().then(() => 'works', ({ name, code }) => (code ? `rejects: ${code}` : `rejects: ${name}`))
  return `${result} (requests: ${requests})`
}

const seen = {}
for (const [name, create] of Object.entries({ '@twurple/auth': callTwitch, 'twitter-api-v2': callTwitter })) {
  seen[name] = { 'no failure': await observe(create()) }
  const call = create()
  well = false
  seen[name]['a 500'] = await observe(call)
  well = true
  seen[name]['next call'] = await observe(call)
  seen[name]['third call'] = await observe(call)
}
console.table(seen)
server.closeAllConnections()
server.close()
const disabled = 'rejects: CachedRefreshFailureError (requests: 0)'
const kept = 'rejects: 500 (requests: 0)'
assert.deepEqual(seen, {
  '@twurple/auth': { 'no failure': 'works (requests: 1)', 'a 500': 'rejects: HttpStatusCodeError (requests: 1)', 'next call': disabled, 'third call': disabled },
  'twitter-api-v2': { 'no failure': 'works (requests: 3)', 'a 500': 'rejects: 401 (requests: 2)', 'next call': kept, 'third call': kept },
})
JS
"$tmp/node_modules/.bin/node" "$tmp/show.mjs"
