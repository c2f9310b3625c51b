#!/usr/bin/env bash
# Three authorization servers: a renewal that fails with 500 has spent the refresh token.
#
# Expected: while a refresh token is exchanged, the write of the new tokens fails once. The answer is a 5xx, and the
# same request works when the storage is well again, as nobody has new tokens.
# Happens: each of them revokes or consumes the old token before it stores the new one. The second try is refused as a
# token that was used before, and oidc-provider, which takes it for theft, ends the whole grant with it.
# Seen in: @node-oauth/oauth2-server 5.3.0, @jmondi/oauth2-server 4.3.7, oidc-provider 9.13.3, each with a storage of
# its user in memory.
# Matters: a 5xx from a token endpoint does not say that the token is unspent. A client gains nothing by repeating it
# many times, and has to send its user to sign in after the first refusal. Who runs such a server puts both writes into
# one transaction, which the order of these calls leaves to the storage.
set -euo pipefail
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
npm install --prefix "$tmp" --no-audit --no-fund --loglevel=error \
  node@24.21.0 @node-oauth/oauth2-server@5.3.0 @jmondi/oauth2-server@4.3.7 oidc-provider@9.13.3 >/dev/null

cat >"$tmp/show.mjs" <<'JS'
import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import { AuthorizationServer, OAuthRequest } from '@jmondi/oauth2-server'
import OAuth2Server from '@node-oauth/oauth2-server'
import Provider from 'oidc-provider'

console.warn = console.info = () => {} // oidc-provider tells there that its keys are for development
const hour = 3_600_000
const credentials = { client_id: 'app', client_secret: 'invented' }
const formFor = (token) => ({ grant_type: 'refresh_token', refresh_token: token, ...credentials })

/** A write that fails once when it was asked to. */
function createStorage() {
  const storage = { fails: false, records: new Map() }
  storage.write = (key, record) => {
    if (storage.fails) {
      storage.fails = false
      throw new Error('the storage is down')
    }
    storage.records.set(key, record)
  }
  return storage
}

async function startNodeOauth() {
  const storage = createStorage()
  const client = { id: 'app', grants: ['refresh_token'] }
  const write = (token, user) => storage.write(token.refreshToken, { ...token, client, user })
  const server = new OAuth2Server({
    model: {
      getClient: async () => client,
      getRefreshToken: async (token) => storage.records.get(token),
      revokeToken: async ({ refreshToken }) => storage.records.delete(refreshToken),
      saveToken: async (token, _client, user) => {
        write(token, user)
        return { ...token, client, user }
      },
    },
  })
  const headers = { 'content-type': 'application/x-www-form-urlencoded', 'content-length': '1' }
  const renew = async (token) => {
    const request = new OAuth2Server.Request({ method: 'POST', query: {}, headers, body: formFor(token) })
    const result = server.token(request, new OAuth2Server.Response({ headers: {} }))
    return await result.then(() => '200', ({ code, name }) => `${code} ${name}`)
  }
  const signIn = async () => {
    write({ refreshToken: 'first', refreshTokenExpiresAt: new Date(Date.now() + hour) }, { id: 'anna' })
    return 'first'
  }
  return { storage, signIn, renew }
}

async function startJmondi() {
  const storage = createStorage()
  const client = { id: 'app', name: 'app', secret: 'invented', redirectUris: [], allowedGrants: ['refresh_token'], scopes: [] }
  let issued = 0
  const expiresAt = () => new Date(Date.now() + hour)
  const issueToken = async (of, scopes, user) => {
    issued++
    return { accessToken: `access${issued}`, accessTokenExpiresAt: expiresAt(), client: of, scopes, user }
  }
  const issueRefreshToken = async (token) => {
    return { ...token, refreshToken: `refresh${issued}`, refreshTokenExpiresAt: expiresAt() }
  }
  const server = new AuthorizationServer(
    { getByIdentifier: async () => client, isClientValid: async () => true },
    {
      issueToken,
      issueRefreshToken,
      persist: async (token) => storage.write(token.refreshToken, token),
      revoke: async ({ refreshToken }) => {
        storage.records.get(refreshToken).refreshTokenExpiresAt = new Date(0)
      },
      isRefreshTokenRevoked: async ({ refreshTokenExpiresAt }) => refreshTokenExpiresAt < new Date(),
      getByRefreshToken: async (token) => storage.records.get(token),
    },
    { getAllByIdentifiers: async () => [], finalize: async (scopes) => scopes },
    'invented',
  )
  server.enableGrantType('refresh_token')
  const renew = async (token) => {
    const result = server.respondToAccessTokenRequest(new OAuthRequest({ headers: {}, body: formFor(token) }))
    return await result.then(() => '200', ({ status, errorType, message }) => (status ? `${status} ${errorType}` : `throws: ${message}`))
  }
  const signIn = async () => {
    const token = await issueRefreshToken(await issueToken(client, [], { id: 'anna' }))
    storage.write(token.refreshToken, token)
    return await server.enabledGrantTypes.refresh_token.encryptRefreshToken(client, token, [])
  }
  return { storage, signIn, renew }
}

async function startOidcProvider() {
  const storage = createStorage()
  const { records } = storage
  class Adapter {
    constructor(name) {
      this.name = name
    }
    upsert = async (id, payload) => storage.write(`${this.name} ${id}`, payload)
    find = async (id) => records.get(`${this.name} ${id}`)
    destroy = async (id) => void records.delete(`${this.name} ${id}`)
    consume = async (id) => {
      records.get(`${this.name} ${id}`).consumed = Math.floor(Date.now() / 1000)
    }
    revokeByGrantId = async (grantId) => {
      for (const [key, record] of records) if (record.grantId === grantId) records.delete(key)
    }
  }
  const provider = new Provider('http://127.0.0.1', {
    adapter: Adapter,
    clients: [{ ...credentials, client_secret: 'invented', token_endpoint_auth_method: 'client_secret_post', redirect_uris: ['https://app.example.test/'], grant_types: ['authorization_code', 'refresh_token'] }],
    findAccount: async (_context, accountId) => ({ accountId, claims: async () => ({ sub: accountId }) }),
    rotateRefreshToken: true,
    features: { devInteractions: { enabled: false } },
    ttl: { AccessToken: 3600, Grant: 3600, IdToken: 3600, RefreshToken: 3600 },
  })
  const server = createServer(provider.callback())
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening))
  server.unref()
  const client = await provider.Client.find('app')
  const renew = async (token) => {
    const body = new URLSearchParams(formFor(token))
    const url = `http://127.0.0.1:${server.address().port}/token`
    const response = await fetch(url, { method: 'POST', body, headers: { connection: 'close' } })
    const { error } = await response.json()
    return error ? `${response.status} ${error}` : `${response.status}`
  }
  const signIn = async () => {
    const grant = new provider.Grant({ clientId: 'app', accountId: 'anna' })
    grant.addOIDCScope('openid offline_access')
    const grantId = await grant.save()
    const scope = 'openid offline_access'
    return await new provider.RefreshToken({ client, accountId: 'anna', grantId, scope, gty: 'authorization_code' }).save()
  }
  const countGrants = () => [...records.keys()].filter((key) => key.startsWith('Grant ')).length
  return { storage, signIn, renew, countGrants }
}

async function observe({ storage, signIn, renew, countGrants }) {
  const well = await renew(await signIn())
  const grants = countGrants?.()
  const token = await signIn()
  storage.fails = true
  const first = await renew(token)
  const again = await renew(token)
  const grant = countGrants === undefined ? 'none kept' : countGrants() > grants ? 'left' : 'removed'
  return { well, 'write fails': first, again, grant }
}

const seen = {
  '@node-oauth/oauth2-server': await observe(await startNodeOauth()),
  '@jmondi/oauth2-server': await observe(await startJmondi()),
  'oidc-provider': await observe(await startOidcProvider()),
}
console.table(seen)
assert.deepEqual(seen, {
  '@node-oauth/oauth2-server': { well: '200', 'write fails': '503 server_error', again: '400 invalid_grant', grant: 'none kept' },
  '@jmondi/oauth2-server': { well: '200', 'write fails': 'throws: the storage is down', again: '400 invalid_request', grant: 'none kept' },
  'oidc-provider': { well: '200', 'write fails': '500 server_error', again: '400 invalid_grant', grant: 'removed' },
})
JS
"$tmp/node_modules/.bin/node" "$tmp/show.mjs"
