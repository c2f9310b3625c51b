#!/usr/bin/env bash
# One 500 from the token endpoint stops msal-node for a minute.
#
# Expected: the next call after a 500 asks the token endpoint again. Only a Retry-After makes it wait.
# Happens: any 5xx, and any answer that has a Retry-After (a 400, too), is remembered. For as long as
# Retry-After says, or 60 s without one, calls for the same thing fail at once and nothing is sent. What they
# throw then is a ServerError whose `errorCode` is empty and that holds no time to wait.
# Seen in: @azure/msal-node 7.2.3, through its option `networkClient`. In 3.8.0 a 500 does the same; a 400
# with Retry-After is not remembered there.
# Matters: an outage of a second is an outage of a minute for a confidential client. Code that looks at
# `errorCode` does not see that the failure is temporary.
set -euo pipefail
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
npm install --prefix "$tmp" --no-audit --no-fund --loglevel=error \
  node@24.21.0 @azure/msal-node@7.2.3 >/dev/null

cat >"$tmp/show.mjs" <<'JS'
import assert from 'node:assert/strict'
import { ConfidentialClientApplication } from '@azure/msal-node'

const authority = 'https://login.example.test/tenant'
const authorityMetadata = JSON.stringify({
  issuer: authority,
  authorization_endpoint: `${authority}/authorize`,
  token_endpoint: `${authority}/token`,
  end_session_endpoint: `${authority}/end`,
  jwks_uri: `${authority}/keys`,
})

let skippedMs = 0
const now = Date.now
Date.now = () => now() + skippedMs

/** Asks for a token now, and again as the clock goes on; only the first request fails. */
async function signIn(status, headers) {
  let sent = 0
  let failed = false
  const networkClient = {
    sendGetRequestAsync: async () => ({ status: 404, headers: {}, body: {} }),
    sendPostRequestAsync: async () => {
      sent++
      if (failed) return { status: 200, headers: {}, body: { access_token: 'token', expires_in: 3600, token_type: 'Bearer' } }
      failed = true
      return { status, headers, body: { error: 'temporarily_unavailable', error_description: 'try later' } }
    },
  }
  const client = new ConfidentialClientApplication({
    auth: { clientId: 'app', clientSecret: 'secret', authority, knownAuthorities: ['login.example.test'], authorityMetadata, protocolMode: 'OIDC' },
    system: { networkClient },
  })
  const results = []
  for (const passedMs of [0, 1_000, 58_000, 62_000]) {
    skippedMs = passedMs
    const result = client.acquireTokenByClientCredential({ scopes: ['api/.default'] })
    results.push(await result.then(({ accessToken }) => accessToken, (error) => `'${error.errorCode}'`))
  }
  const [first, after1s, after58s, after62s] = results
  return { first, after1s, after58s, after62s, sent }
}

const seen = {
  500: await signIn(500, {}),
  '400 with Retry-After': await signIn(400, { 'retry-after': '60' }),
  '400 without': await signIn(400, {}),
}
console.table(seen)
const first = "'temporarily_unavailable'"
const kept = { first, after1s: "''", after58s: "''", after62s: 'token', sent: 2 }
assert.deepEqual(seen, {
  500: kept,
  '400 with Retry-After': kept,
  '400 without': { first, after1s: 'token', after58s: 'token', after62s: 'token', sent: 2 },
})
JS
"$tmp/node_modules/.bin/node" "$tmp/show.mjs"
