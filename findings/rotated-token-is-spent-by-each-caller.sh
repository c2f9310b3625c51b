#!/usr/bin/env bash
# Five libraries that renew by themselves: ten callers at once send one refresh token ten times.
#
# Expected: ten calls find the token expired; one renews, and all ten go on with what it got, as in jsforce.
# Happens: each renews for itself, with the same refresh token. A server that rotates takes the first and refuses nine,
# and the nine calls fail, though a good token is at hand.
# Seen in: better-auth 1.7.25 (`getAccessToken`), box-node-sdk 10.12.0 (BoxOAuth), @spotify/web-api-ts-sdk 1.2.0
# (`withAccessToken`), Authlib 1.9.10 (OAuth2Session on requests, threads), requests_oauth2client 1.8.0 (threads);
# jsforce 3.10.26 renews once.
# Matters: it takes two calls side by side in the moment a token ends, so tests do not see it. A server that takes the
# second use for theft ends the session, the good token with it. Renew before you call, under a lock of your own.
set -euo pipefail
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
npm install --prefix "$tmp" --no-audit --no-fund --loglevel=error node@24.21.0 better-auth@1.7.25 \
  box-node-sdk@10.12.0 @spotify/web-api-ts-sdk@1.2.0 jsforce@3.10.26 >/dev/null
python3 -m venv "$tmp/venv"
"$tmp/venv/bin/pip" install --quiet --disable-pip-version-check \
  authlib==1.9.10 requests==2.34.2 requests_oauth2client==1.8.0

cat >"$tmp/call.py" <<'PY'
import sys
from concurrent.futures import ThreadPoolExecutor

import requests
from authlib.integrations.requests_client import OAuth2Session
from requests_oauth2client import BearerToken, OAuth2AccessTokenAuth, OAuth2Client

library, base, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
if library == 'Authlib':
    token = {'access_token': 'old', 'refresh_token': 'first', 'token_type': 'Bearer', 'expires_at': 1}
    call = OAuth2Session('app', 'invented', token_endpoint=f'{base}/token', token=token).get
else:
    client = OAuth2Client(f'{base}/token', client_id='app', client_secret='invented', testing=True)
    auth = OAuth2AccessTokenAuth(client, BearerToken('old', expires_in=-10, refresh_token='first'))
    call = lambda url: requests.get(url, auth=auth)


def works(_):
    try:
        return call(f'{base}/api').status_code == 200
    except Exception:
        return False


with ThreadPoolExecutor(count) as pool:
    print(sum(pool.map(works, range(count))))
PY

cat >"$tmp/show.mjs" <<'JS'
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { createServer } from 'node:http'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { SpotifyApi } from '@spotify/web-api-ts-sdk'
import { betterAuth } from 'better-auth'
import { memoryAdapter } from 'better-auth/adapters/memory'
import { genericOAuth } from 'better-auth/plugins'
import { BoxClient } from 'box-node-sdk'
import { BoxOAuth, InMemoryTokenStorage, OAuthConfig } from 'box-node-sdk/box'
import { BaseUrls, NetworkSession } from 'box-node-sdk/networking'
import jsforce from 'jsforce'

const callers = 10
let current = 'first'
let renewals = 0
const server = createServer(async (request, response) => {
  let body = ''
  for await (const piece of request) body += piece
  const answer = (status, content) =>
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(content))
  if (!request.url.includes('token')) {
    if (!request.headers.authorization?.startsWith('Bearer new')) return answer(401, [{ errorCode: 'INVALID_SESSION_ID' }])
    return answer(200, { id: '1', type: 'user', records: [] })
  }
  const used = new URLSearchParams(body).get('refresh_token')
  renewals++
  const number = renewals
  const refused = used !== current
  if (!refused) current = `refresh${number}`
  await sleep(1_000) // long enough for all callers to be there
  if (refused) return answer(400, { error: 'invalid_grant' })
  const instance = { instance_url: base, id: `${base}/id/organization/user` }
  const tokens = { access_token: `new${number}`, refresh_token: current, expires_in: 3600, token_type: 'Bearer' }
  answer(200, { ...tokens, ...instance })
})
await new Promise((listening) => server.listen(0, '127.0.0.1', listening))
const base = `http://127.0.0.1:${server.address().port}`
const together = (call) => Promise.allSettled(Array.from({ length: callers }, call))
const countWorking = async (call) => (await together(call)).filter(({ status }) => status === 'fulfilled').length

function callBetterAuth() {
  const longAgo = new Date(1_000)
  const dates = { createdAt: longAgo, updatedAt: longAgo }
  const tokens = { accessToken: 'old', refreshToken: 'first', accessTokenExpiresAt: longAgo }
  const database = {
    user: [{ id: 'anna', name: 'Anna', email: 'anna@example.test', emailVerified: true, ...dates }],
    account: [{ id: 'one', accountId: '1', providerId: 'example', userId: 'anna', ...tokens, ...dates }],
    session: [],
    verification: [],
  }
  const provider = { providerId: 'example', clientId: 'app', clientSecret: 'invented', scopes: [] }
  const urls = { authorizationUrl: `${base}/authorize`, tokenUrl: `${base}/token` }
  const auth = betterAuth({
    secret: 'invented for this script, and long enough',
    baseURL: base,
    database: memoryAdapter(database),
    logger: { disabled: true },
    plugins: [genericOAuth({ config: [{ ...provider, ...urls }] })],
  })
  return countWorking(() => auth.api.getAccessToken({ body: { accountId: 'one', userId: 'anna' } }))
}

async function callBox() {
  const tokenStorage = new InMemoryTokenStorage({})
  await tokenStorage.store({ accessToken: 'old', refreshToken: 'first', tokenType: 'bearer', expiresIn: 3600 })
  const auth = new BoxOAuth({ config: new OAuthConfig({ clientId: 'app', clientSecret: 'invented', tokenStorage }) })
  const baseUrls = new BaseUrls({ baseUrl: base, uploadUrl: base, oauth2Url: base })
  const client = new BoxClient({ auth, networkSession: new NetworkSession({ baseUrls }) })
  return await countWorking(() => client.users.getUserMe())
}

async function callSpotify() {
  // Its hosts are built in; what it sends is taken to the server on loopback.
  const fetchOverNet = globalThis.fetch
  globalThis.fetch = (url, init) => fetchOverNet(`${base}${new URL(url).pathname}`, init)
  const token = { access_token: 'old', refresh_token: 'first', expires_in: 3600, expires: 1, token_type: 'Bearer' }
  const client = SpotifyApi.withAccessToken('app', token)
  const working = await countWorking(() => client.currentUser.profile())
  globalThis.fetch = fetchOverNet
  return working
}

function callSalesforce() {
  const oauth2 = { clientId: 'app', clientSecret: 'invented', loginUrl: base, redirectUri: base }
  const client = new jsforce.Connection({ oauth2, instanceUrl: base, accessToken: 'old', refreshToken: 'first' })
  return countWorking(() => client.query('SELECT Id FROM Account'))
}

const folder = dirname(fileURLToPath(import.meta.url))
async function callPython(library) {
  const parameters = [join(folder, 'call.py'), library, base, `${callers}`]
  const { stdout } = await promisify(execFile)(join(folder, 'venv/bin/python'), parameters)
  return Number(stdout)
}

async function observe(call) {
  current = 'first'
  renewals = 0
  const working = await call()
  return { renewals, 'calls that work': working }
}

const seen = {
  'better-auth': await observe(callBetterAuth),
  'box-node-sdk': await observe(callBox),
  '@spotify/web-api-ts-sdk': await observe(callSpotify),
  Authlib: await observe(() => callPython('Authlib')),
  requests_oauth2client: await observe(() => callPython('requests_oauth2client')),
  jsforce: await observe(callSalesforce),
}
console.table(seen)
server.closeAllConnections()
server.close()
const each = { renewals: callers, 'calls that work': 1 }
assert.deepEqual(seen, {
  'better-auth': each,
  'box-node-sdk': each,
  '@spotify/web-api-ts-sdk': each,
  Authlib: each,
  requests_oauth2client: each,
  jsforce: { renewals: 1, 'calls that work': callers },
})
JS
"$tmp/node_modules/.bin/node" "$tmp/show.mjs"
