#!/usr/bin/env bash
# A 429 to a renewal signs a Supabase user out for good.
#
# Expected: 429 says "later": `getSession` reports the error, and the stored session, whose refresh token is
# unspent, stays for the next try.
# Happens: one request, an AuthApiError, SIGNED_OUT, and the record is removed from the storage. The next
# call, with the server well again, finds nobody signed in. The same for 408. (A 500 keeps the session, after
# half a minute of tries.)
# Seen in: @supabase/auth-js 2.119.1 and 2.70.0.
# Matters: a limit on an address that many people share (an office, a server that renders pages) does not slow
# them down, it signs them out. Watch for SIGNED_OUT that no `signOut` caused.
set -euo pipefail
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
npm install --prefix "$tmp" --no-audit --no-fund --loglevel=error \
  node@24.21.0 @supabase/auth-js@2.119.1 >/dev/null

cat >"$tmp/show.mjs" <<'JS'
import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import { GoTrueClient } from '@supabase/auth-js'

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

const encode = (value) => Buffer.from(JSON.stringify(value)).toString('base64url')
const session = {
  access_token: `${encode({ alg: 'none' })}.${encode({ exp: 1 })}.c2lnbmVk`,
  refresh_token: 'unspent',
  expires_at: 1,
  expires_in: 3600,
  token_type: 'bearer',
  user: { id: 'anna' },
}
const renewed = { ...session, refresh_token: 'next', expires_at: Math.floor(Date.now() / 1000) + 3600 }
console.error = () => {} // the library writes each refusal there

async function renew(status) {
  let well = false
  let requests = 0
  const url = await listen(() => {
    requests++
    return well ? [200, renewed] : [status, { message: 'try later' }, { 'retry-after': '2' }]
  })
  const records = new Map([['session', JSON.stringify(session)]])
  const storage = {
    getItem: async (key) => records.get(key) ?? null,
    setItem: async (key, value) => void records.set(key, value),
    removeItem: async (key) => void records.delete(key),
  }
  const client = new GoTrueClient({ url, storage, storageKey: 'session', autoRefreshToken: false })
  const events = []
  client.onAuthStateChange((event) => void events.push(event))

  const first = await client.getSession()
  well = true
  const second = await client.getSession()
  return {
    error: first.error?.name,
    signedOut: events.includes('SIGNED_OUT'),
    requests,
    stored: records.has('session'),
    laterSignedIn: second.data.session !== null,
  }
}

const seen = { 429: await renew(429), 408: await renew(408) }
console.table(seen)
const ended = { error: 'AuthApiError', signedOut: true, requests: 1, stored: false, laterSignedIn: false }
assert.deepEqual(seen, { 429: ended, 408: ended })
JS
"$tmp/node_modules/.bin/node" "$tmp/show.mjs"
