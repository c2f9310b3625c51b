#!/usr/bin/env bash
# Slack's InstallProvider: when the refresh token is refused, `authorize` resolves with the expired token.
#
# Expected: the bot token has expired, and `oauth.v2.access` refuses the refresh token. `authorize` rejects, as it does
# when an installation is missing, and the caller can ask for a new installation.
# Happens: it writes a line to its log and resolves with the expired token, whose `botTokenExpiresAt` is in the past.
# Ten calls at once send the same refresh token ten times: one gets the new token, and those that are refused resolve
# with the old one.
# Seen in: @slack/oauth 4.0.0 with its dependency @slack/web-api.
# Matters: the failure appears later and elsewhere, as `token_expired` from a call of the API, and nothing in the result
# says that the installation is at its end. Compare `botTokenExpiresAt` with the clock after each `authorize`.
set -euo pipefail
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
npm install --prefix "$tmp" --no-audit --no-fund --loglevel=error \
  node@24.21.0 @slack/oauth@4.0.0 >/dev/null

cat >"$tmp/show.mjs" <<'JS'
import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { InstallProvider, LogLevel } from '@slack/oauth'

console.error = () => {} // the library writes each refusal there
let current = 'first'
let requests = 0
const server = createServer(async (request, response) => {
  let body = ''
  for await (const piece of request) body += piece
  requests++
  const number = requests
  const isSpent = new URLSearchParams(body).get('refresh_token') !== current
  if (!isSpent) current = `refresh${number}`
  await sleep(500) // long enough for all callers to be there
  const tokens = { token_type: 'bot', access_token: 'new', refresh_token: current, expires_in: 43_200 }
  const content = isSpent ? { ok: false, error: 'invalid_refresh_token' } : { ok: true, ...tokens }
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(content))
})
await new Promise((listening) => server.listen(0, '127.0.0.1', listening))
const slackApiUrl = `http://127.0.0.1:${server.address().port}/api/`

function createProvider(refreshToken) {
  const bot = { token: 'old', refreshToken, expiresAt: 1, id: 'B1', userId: 'U1', scopes: [] }
  let installation = { team: { id: 'T1' }, authVersion: 'v2', bot, user: { id: 'U2' } }
  return new InstallProvider({
    clientId: 'app',
    clientSecret: 'invented',
    stateSecret: 'invented',
    logLevel: LogLevel.ERROR,
    clientOptions: { slackApiUrl },
    installationStore: {
      fetchInstallation: async () => installation,
      storeInstallation: async (renewed) => void (installation = renewed),
    },
  })
}

async function observe(refreshToken, callers) {
  current = 'first'
  requests = 0
  const provider = createProvider(refreshToken)
  const authorize = () => provider.authorize({ teamId: 'T1', enterpriseId: undefined, isEnterpriseInstall: false })
  const results = await Promise.allSettled(Array.from({ length: callers }, authorize))
  const values = results.filter(({ status }) => status === 'fulfilled').map(({ value }) => value)
  const expired = values.filter(({ botTokenExpiresAt }) => botTokenExpiresAt < Date.now() / 1000)
  const good = values.filter(({ botToken }) => botToken === 'new')
  return { requests, 'new token': good.length, 'expired token': expired.length, rejected: callers - values.length }
}

const seen = {
  'one call': await observe('first', 1),
  'one call, refused': await observe('revoked', 1),
  'ten calls': await observe('first', 10),
}
console.table(seen)
server.closeAllConnections()
server.close()
assert.deepEqual(seen, {
  'one call': { requests: 1, 'new token': 1, 'expired token': 0, rejected: 0 },
  'one call, refused': { requests: 1, 'new token': 0, 'expired token': 1, rejected: 0 },
  'ten calls': { requests: 10, 'new token': 1, 'expired token': 9, rejected: 0 },
})
JS
"$tmp/node_modules/.bin/node" "$tmp/show.mjs"
