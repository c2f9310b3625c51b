#!/usr/bin/env bash
# MCP's TypeScript SDK: ten calls that meet an expired token send their user to sign in nine times.
#
# Expected: of ten calls that are out when the token has expired, the first 401 starts the renewal, and all ten are
# repeated with the new token. Nobody is asked anything.
# Happens: each 401 renews for itself with the same refresh token. A server that rotates refuses all but one, and each
# refusal has the provider drop its tokens (`invalidateCredentials`) and send the user to the authorization page. One
# call works, nine reject with UnauthorizedError, and the new pair that the one has brought is dropped, too. With a
# server that keeps refresh tokens all ten work, for ten renewals.
# Seen in: @modelcontextprotocol/sdk 1.32.2, StreamableHTTPClientTransport.
# Matters: an agent that calls its tools side by side opens nine windows for a session that had nothing wrong. One call
# at a time never shows it. Renew before the token ends, under a lock, in the `tokens()` of your provider.
set -euo pipefail
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
npm install --prefix "$tmp" --no-audit --no-fund --loglevel=error \
  node@24.21.0 @modelcontextprotocol/sdk@1.32.2 >/dev/null

cat >"$tmp/show.mjs" <<'JS'
import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js'

const redirectUrl = 'http://127.0.0.1/callback'

/** Each who comes waits until all are there. */
function createGate(count) {
  const { promise, resolve } = Promise.withResolvers()
  let arrived = 0
  return () => {
    arrived++
    if (arrived === count) resolve()
    return promise
  }
}

/** A tool server that is its own authorization server. */
async function start(callers, rotates) {
  const state = { good: 'old', refreshToken: 'first', renewals: 0 }
  const all401 = createGate(callers)
  const allRenewals = createGate(callers)
  const repeated = Promise.withResolvers()
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const piece of request) body += piece
    const answer = (status, content, headers) =>
      response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(content))
    const base = `http://${request.headers.host}`
    if (request.url.includes('oauth-protected-resource')) {
      return answer(200, { resource: `${base}/mcp`, authorization_servers: [base] })
    }
    if (request.url.includes('.well-known')) {
      return answer(200, {
        issuer: base,
        authorization_endpoint: `${base}/authorize`,
        token_endpoint: `${base}/token`,
        response_types_supported: ['code'],
        grant_types_supported: ['authorization_code', 'refresh_token'],
        code_challenge_methods_supported: ['S256'],
        token_endpoint_auth_methods_supported: ['none'],
      })
    }
    if (request.url === '/token') {
      const isSpent = new URLSearchParams(body).get('refresh_token') !== state.refreshToken
      if (!isSpent) state.renewals++
      state.good = 'new'
      if (rotates) state.refreshToken = 'second'
      await allRenewals()
      if (isSpent) {
        await repeated.promise // by the caller whose renewal worked
        return answer(400, { error: 'invalid_grant' })
      }
      const tokens = { access_token: 'new', refresh_token: state.refreshToken }
      return answer(200, { ...tokens, expires_in: 3600, token_type: 'Bearer' })
    }
    if (request.method !== 'POST') return answer(405, {})
    if (request.headers.authorization !== `Bearer ${state.good}`) {
      await all401()
      return answer(401, {}, { 'www-authenticate': 'Bearer error="invalid_token"' })
    }
    const { id, method, params } = JSON.parse(body)
    if (id === undefined) return answer(202, {})
    const welcome = { capabilities: { tools: {} }, serverInfo: { name: 'tools', version: '1.0.0' } }
    const result = method === 'initialize' ? { ...welcome, protocolVersion: params.protocolVersion } : { content: [] }
    answer(200, { jsonrpc: '2.0', id, result })
    if (state.good === 'new') repeated.resolve()
  })
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening))
  return { state, server, url: `http://127.0.0.1:${server.address().port}` }
}

async function observe(callers, rotates) {
  const { state, server, url } = await start(callers, rotates)
  let tokens = { access_token: 'old', refresh_token: 'first', token_type: 'Bearer', issuer: url }
  let signIns = 0
  const authProvider = {
    redirectUrl,
    clientMetadata: { redirect_uris: [redirectUrl] },
    clientInformation: () => ({ client_id: 'app', issuer: url }),
    tokens: () => tokens,
    saveTokens: (renewed) => void (tokens = renewed),
    invalidateCredentials: () => void (tokens = undefined),
    redirectToAuthorization: () => void signIns++,
    saveCodeVerifier: () => {},
    codeVerifier: () => 'invented',
  }
  const client = new Client({ name: 'agent', version: '1.0.0' })
  await client.connect(new StreamableHTTPClientTransport(new URL(`${url}/mcp`), { authProvider }))
  state.good = 'none'
  const results = await Promise.allSettled(Array.from({ length: callers }, () => client.callTool({ name: 'tool' })))
  await client.close()
  server.closeAllConnections()
  server.close()
  return {
    work: results.filter(({ status }) => status === 'fulfilled').length,
    unauthorized: results.filter(({ reason }) => reason?.constructor.name === 'UnauthorizedError').length,
    renewals: state.renewals,
    'sent to sign in': signIns,
    'tokens at the end': tokens === undefined ? 'none' : 'kept',
  }
}

const seen = {
  'one call, rotating': await observe(1, true),
  'ten calls, rotating': await observe(10, true),
  'ten calls, not rotating': await observe(10, false),
}
console.table(seen)
assert.deepEqual(seen, {
  'one call, rotating': { work: 1, unauthorized: 0, renewals: 1, 'sent to sign in': 0, 'tokens at the end': 'kept' },
  'ten calls, rotating': { work: 1, unauthorized: 9, renewals: 1, 'sent to sign in': 9, 'tokens at the end': 'none' },
  'ten calls, not rotating': { work: 10, unauthorized: 0, renewals: 10, 'sent to sign in': 0, 'tokens at the end': 'kept' },
})
JS
"$tmp/node_modules/.bin/node" "$tmp/show.mjs"
