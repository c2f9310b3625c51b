#!/usr/bin/env bash
# @octokit/auth-app goes by its own clock of 59 minutes, whatever `expires_at` says.
#
# Expected: an installation token is renewed when its `expires_at` is near.
# Happens: the answer is cached for 59 minutes from its arrival. `expires_at` is handed to the caller and not
# looked at: a token that lived for a minute is served after it has ended, with an `expiresAt` in the past,
# and no request is sent. Only `refresh: true` brings another.
# Seen in: @octokit/auth-app 8.3.1 and 7.2.0.
# Matters: tokens of GitHub live for an hour, so it shows with servers that answer otherwise: a stand-in for
# tests that issues short tokens never sees a renewal. Compare `expiresAt` with the time before you hand a
# token on.
set -euo pipefail
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
npm install --prefix "$tmp" --no-audit --no-fund --loglevel=error \
  node@24.21.0 @octokit/auth-app@8.3.1 >/dev/null

cat >"$tmp/show.mjs" <<'JS'
import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { createServer } from 'node:http'
import { createAppAuth } from '@octokit/auth-app'
import { request } from '@octokit/request'

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

const lifeMs = 1_000
let issued = 0
const baseUrl = await listen(() => {
  issued++
  const expires_at = new Date(Date.now() + lifeMs).toISOString()
  return [201, { token: `ghs_${issued}`, expires_at, permissions: {}, repository_selection: 'all' }]
})
const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const auth = createAppAuth({
  appId: 1,
  installationId: 2,
  privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }),
  request: request.defaults({ baseUrl }),
})

const first = await auth({ type: 'installation' })
await new Promise((later) => setTimeout(later, lifeMs + 500))
const second = await auth({ type: 'installation' })
const forced = await auth({ type: 'installation', refresh: true })

const seen = {
  first: first.token,
  second: second.token,
  secondHasExpired: Date.parse(second.expiresAt) < Date.now(),
  'with refresh: true': forced.token,
}
console.table(seen)
assert.deepEqual(seen, { first: 'ghs_1', second: 'ghs_1', secondHasExpired: true, 'with refresh: true': 'ghs_2' })
JS
"$tmp/node_modules/.bin/node" "$tmp/show.mjs"
