#!/usr/bin/env bash
# Clients for service tokens, Microsoft's and one of Google's: 50 callers at once are 50 token requests.
#
# Expected: callers that ask one client for one token at the same moment share a request, as they do with
# google-auth-library on a machine of Google's (Compute).
# Happens: each caller sends its own, with an empty cache and again when `refresh_in` has passed: then all 50 get the
# cached token, and behind it 50 renewals go out. In Python threads do the same. Google's Impersonated shares the
# request of its source, and makes one each to impersonate.
# Seen in: @azure/msal-node 7.2.3, @azure/identity 4.14.1 (ManagedIdentityCredential on App Service), azure-identity
# 1.27.0 with msal 1.39.0 on Python 3.11, google-auth-library 11.3.4 (Impersonated).
# Matters: a service that starts under load, and each service once per lifetime of its token, meets the limit of the
# token endpoint with its own crowd, and after a 429 msal-node fails all callers for as long as Retry-After says. Get a
# first token before taking requests, and share the promise of a call.
set -euo pipefail
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
npm install --prefix "$tmp" --no-audit --no-fund --loglevel=error \
  node@24.21.0 @azure/msal-node@7.2.3 @azure/identity@4.14.1 google-auth-library@11.3.4 >/dev/null
python3 -m venv "$tmp/venv"
"$tmp/venv/bin/pip" install --quiet --disable-pip-version-check azure-identity==1.27.0 msal==1.39.0

cat >"$tmp/call.py" <<'PY'
import sys
from concurrent.futures import ThreadPoolExecutor

from azure.identity import ManagedIdentityCredential

count = int(sys.argv[1])
credential = ManagedIdentityCredential()
with ThreadPoolExecutor(count) as pool:
    list(pool.map(lambda _: credential.get_token('https://api.example.test/.default'), range(count)))
PY

cat >"$tmp/show.mjs" <<'JS'
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { createServer } from 'node:http'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { ManagedIdentityCredential } from '@azure/identity'
import { ConfidentialClientApplication } from '@azure/msal-node'
import { Compute, Impersonated, OAuth2Client } from 'google-auth-library'

const callers = 50
const answerMs = 1_000
let requests = 0
let impersonated = 0
const server = createServer(async (request, response) => {
  request.resume()
  requests++
  if (request.url.includes('generateAccessToken')) impersonated++
  await sleep(answerMs) // long enough for all callers to be there
  const expires = { expires_in: 3600, expires_on: String(Math.floor(Date.now() / 1000) + 3600) }
  const forImpersonated = { accessToken: 'token', expireTime: new Date(Date.now() + 3_600_000).toISOString() }
  const content = { access_token: 'token', resource: 'api', token_type: 'Bearer', ...expires, ...forImpersonated }
  const headers = { 'content-type': 'application/json', 'metadata-flavor': 'Google' }
  response.writeHead(200, headers).end(JSON.stringify(content))
})
await new Promise((listening) => server.listen(0, '127.0.0.1', listening))
const host = `127.0.0.1:${server.address().port}`
process.env.IDENTITY_ENDPOINT = `http://${host}/identity`
process.env.IDENTITY_HEADER = 'invented'
process.env.GCE_METADATA_HOST = host

const authority = 'https://login.example.test/tenant'
const authorityMetadata = JSON.stringify({
  issuer: authority,
  authorization_endpoint: `${authority}/authorize`,
  token_endpoint: `${authority}/token`,
  end_session_endpoint: `${authority}/end`,
  jwks_uri: `${authority}/keys`,
})
const networkClient = {
  sendGetRequestAsync: async () => ({ status: 404, headers: {}, body: {} }),
  sendPostRequestAsync: async () => {
    requests++
    await sleep(100)
    const body = { access_token: 'token', expires_in: 3600, refresh_in: 1, token_type: 'Bearer' }
    return { status: 200, headers: {}, body }
  },
}
const msal = new ConfidentialClientApplication({
  auth: { clientId: 'app', clientSecret: 'invented', authority, knownAuthorities: ['login.example.test'], authorityMetadata, protocolMode: 'OIDC' },
  system: { networkClient },
})

async function count(call) {
  requests = 0
  await call()
  return requests
}
const together = (call) => () => Promise.all(Array.from({ length: callers }, call))
const callMsal = () => msal.acquireTokenByClientCredential({ scopes: ['api/.default'] })
const managed = new ManagedIdentityCredential()
const compute = new Compute()
const sourceClient = new OAuth2Client({ clientId: 'app', endpoints: { oauth2TokenUrl: `http://${host}/token` } })
sourceClient.setCredentials({ refresh_token: 'invented' })
const target = { targetPrincipal: 'robot@example.test', targetScopes: ['api'], delegates: [], lifetime: 3600 }
const impersonating = new Impersonated({ sourceClient, ...target, endpoint: `http://${host}` })
const folder = dirname(fileURLToPath(import.meta.url))
const callPython = () => promisify(execFile)(join(folder, 'venv/bin/python'), [join(folder, 'call.py'), `${callers}`])

const seen = { 'msal-node': await count(together(callMsal)) }
await sleep(2_500)
seen['msal-node, refresh_in has passed'] = await count(async () => {
  await together(callMsal)()
  await sleep(500) // the renewals are not waited for
})
seen['@azure/identity'] = await count(together(() => managed.getToken('https://api.example.test/.default')))
seen['azure-identity (Python)'] = await count(callPython)
seen['google-auth-library, Impersonated'] = await count(together(() => impersonating.getAccessToken()))
seen['google-auth-library, Compute'] = await count(together(() => compute.getAccessToken()))
console.table(seen)
server.closeAllConnections()
server.close()
assert.deepEqual(seen, {
  'msal-node': callers,
  'msal-node, refresh_in has passed': callers,
  '@azure/identity': callers,
  'azure-identity (Python)': callers,
  'google-auth-library, Impersonated': callers + 1, // one for its source
  'google-auth-library, Compute': 1,
})
assert.equal(impersonated, callers)
JS
"$tmp/node_modules/.bin/node" "$tmp/show.mjs"
