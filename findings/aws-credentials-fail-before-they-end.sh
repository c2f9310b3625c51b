#!/usr/bin/env bash
# AWS SDKs: credentials that are still good are not used when their renewal fails, for their last 5 or 10 minutes.
#
# Expected: an endpoint for container credentials fails while the ones at hand live for 4 more minutes (JavaScript) or
# 9 (Python). They are used, and the renewal is tried again.
# Happens: the call throws without being sent, and so does each call after it until the endpoint is back. botocore
# tries three times with a second in between first, so each call takes more than two seconds to fail. Earlier, with
# 14 minutes left, botocore does fall back on what it has; JavaScript does not ask at all with more than 5.
# Seen in: @aws-sdk/credential-providers 3.1175.0 (`fromHttp`) with client-sts 3.1177.0, botocore 1.44.8.
# Matters: credentials that live for less than 5 or 10 minutes are renewed at every call and have no reserve at all.
# With longer ones, a restart of the agent that hands them out is an outage if it falls into their last minutes.
# A stand-in for tests that issues short credentials sees a renewal for each call.
set -euo pipefail
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
npm install --prefix "$tmp" --no-audit --no-fund --loglevel=error \
  node@24.21.0 @aws-sdk/credential-providers@3.1175.0 @aws-sdk/client-sts@3.1177.0 >/dev/null
python3 -m venv "$tmp/venv"
"$tmp/venv/bin/pip" install --quiet --disable-pip-version-check botocore==1.44.8

cat >"$tmp/call.py" <<'PY'
from botocore.credentials import ContainerProvider
from botocore.exceptions import CredentialRetrievalError

credentials = ContainerProvider().load()
try:
    print(credentials.get_frozen_credentials().access_key)
except CredentialRetrievalError:
    print('throws')
PY

cat >"$tmp/show.mjs" <<'JS'
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { createServer } from 'node:http'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts'
import { fromHttp } from '@aws-sdk/credential-providers'

const run = promisify(execFile)
const folder = dirname(fileURLToPath(import.meta.url))
const minuteMs = 60_000
const identity = '<GetCallerIdentityResponse><GetCallerIdentityResult/></GetCallerIdentityResponse>'

let life = 0
let fails = false
let asked = 0
let usedKey
// Hands out a first set of credentials in any case.
const server = createServer((request, response) => {
  request.resume()
  if (request.url !== '/credentials') {
    usedKey = /Credential=(\w+)/.exec(request.headers.authorization)[1]
    return response.writeHead(200, { 'content-type': 'text/xml' }).end(identity)
  }
  asked++
  if (fails && asked > 1) return response.writeHead(500).end('{}')
  const Expiration = new Date(Date.now() + life * minuteMs).toISOString().replace(/\.\d+/, '')
  const content = { AccessKeyId: `KEY${asked}`, SecretAccessKey: 'invented', Token: 'invented', Expiration }
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(content))
})
await new Promise((listening) => server.listen(0, '127.0.0.1', listening))
const endpoint = `http://127.0.0.1:${server.address().port}`
const awsContainerCredentialsFullUri = `${endpoint}/credentials`

async function callFromJavaScript() {
  const credentials = fromHttp({ awsContainerCredentialsFullUri, maxRetries: 0 })
  const client = new STSClient({ region: 'us-east-1', endpoint, credentials })
  return await client.send(new GetCallerIdentityCommand({})).then(() => usedKey, () => 'throws')
}

async function callFromPython() {
  const env = { AWS_CONTAINER_CREDENTIALS_FULL_URI: awsContainerCredentialsFullUri }
  const { stdout } = await run(join(folder, 'venv/bin/python'), [join(folder, 'call.py')], { env })
  return stdout.trim()
}

async function observe(call, minutes) {
  life = minutes
  const outcome = {}
  for (const failing of [false, true]) {
    fails = failing
    asked = 0
    const key = await call()
    outcome[failing ? 'renewal fails' : 'renewal works'] = key.replace('KEY1', 'first key').replace(/KEY\d+/, 'new key')
  }
  return outcome
}

const seen = {
  'JavaScript, 6 minutes left': await observe(callFromJavaScript, 6),
  'JavaScript, 4 minutes left': await observe(callFromJavaScript, 4),
  'botocore, 14 minutes left': await observe(callFromPython, 14),
  'botocore, 9 minutes left': await observe(callFromPython, 9),
}
console.table(seen)
server.closeAllConnections()
server.close()
assert.deepEqual(seen, {
  'JavaScript, 6 minutes left': { 'renewal works': 'first key', 'renewal fails': 'first key' },
  'JavaScript, 4 minutes left': { 'renewal works': 'new key', 'renewal fails': 'throws' },
  'botocore, 14 minutes left': { 'renewal works': 'new key', 'renewal fails': 'first key' },
  'botocore, 9 minutes left': { 'renewal works': 'new key', 'renewal fails': 'throws' },
})
JS
"$tmp/node_modules/.bin/node" "$tmp/show.mjs"
