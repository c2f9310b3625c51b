#!/usr/bin/env bash
# jose's remote key set forgets keys that it holds when the server that publishes them is down.
#
# Expected: when `cacheMaxAge` (10 minutes) is over and the key set cannot be fetched, the keys that are there
# are used a while longer; and `cooldownDuration` (30 s) spares a server that is down.
# Happens: verification fails for as long as the server is down, also for tokens signed with a key that was
# fetched before. The cool-down counts from the last success only, so each verification asks the failing
# server again: 20 tokens one after the other, 20 requests. (Those at the same moment share one.)
# Seen in: jose 6.2.18 and 5.9.6.
# Matters: an API that checks access tokens by itself, so as not to depend on the authorization server, goes
# down with it ten minutes later, and asks it once per request meanwhile. With the `jwksCache` symbol keys can
# be brought from elsewhere; or raise `cacheMaxAge`, since an unknown `kid` makes it look again anyway.
set -euo pipefail
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
npm install --prefix "$tmp" --no-audit --no-fund --loglevel=error \
  node@24.21.0 jose@6.2.18 >/dev/null

cat >"$tmp/show.mjs" <<'JS'
import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { createRemoteJWKSet, exportJWK, generateKeyPair, jwtVerify, SignJWT } from 'jose'

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

const { publicKey, privateKey } = await generateKeyPair('ES256')
const keys = [{ ...(await exportJWK(publicKey)), kid: 'one', alg: 'ES256' }]
let down = false
let requests = 0
const url = await listen(() => {
  requests++
  return down ? [503, {}] : [200, { keys }]
})
const token = await new SignJWT({ sub: 'anna' }).setProtectedHeader({ alg: 'ES256', kid: 'one' }).sign(privateKey)
const maxAgeMs = 300
const keySet = createRemoteJWKSet(new URL(url), { cacheMaxAge: maxAgeMs })
const verify = () => jwtVerify(token, keySet).then(() => 'valid', ({ code }) => code)

const before = await verify()
down = true
await sleep(maxAgeMs + 200)
requests = 0
const results = []
for (let count = 0; count < 20; count++) results.push(await verify())
const oneByOne = requests
await Promise.all(Array.from({ length: 20 }, verify))
const atOnce = requests - oneByOne
down = false

const seen = { before, duringOutage: [...new Set(results)].join(), oneByOne, atOnce, after: await verify() }
console.table(seen)
assert.deepEqual(seen, { before: 'valid', duringOutage: 'ERR_JOSE_GENERIC', oneByOne: 20, atOnce: 1, after: 'valid' })
JS
"$tmp/node_modules/.bin/node" "$tmp/show.mjs"
