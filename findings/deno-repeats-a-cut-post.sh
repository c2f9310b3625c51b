#!/usr/bin/env bash
# Deno's fetch sends a POST again, without a word, when its kept-alive connection is cut before an answer.
#
# Expected: a POST whose connection is cut after the server has read it rejects. Whether it may be sent again is for
# the caller to say, as in Node, Bun and workerd.
# Happens: if the connection had carried an answer before, Deno opens another and sends the same request there. A
# fresh connection that is cut is not tried again, and neither is a body that is a Blob. `connection: close` changes
# nothing; a client of `Deno.createHttpClient({ poolMaxIdlePerHost: 0 })` does.
# Seen in: Deno 2.9.6. Deno 2.4.0, Node 24.21.0 and Bun 1.4.5 send it once.
# Matters: a refresh token that is used once is sent twice. The server has rotated it the first time, so the program
# reads `invalid_grant` instead of an error of the network, and a server that watches for reuse ends the session. It
# shows when a proxy or a server is restarted, and only from the second request on.
set -euo pipefail
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
npm install --prefix "$tmp" --no-audit --no-fund --loglevel=error node@24.21.0 deno@2.9.6 >/dev/null

cat >"$tmp/client.mjs" <<'JS'
const [url, kind] = process.argv.slice(2)
const headers = { 'content-type': 'application/x-www-form-urlencoded' }
const pool = kind === 'no pool' ? { client: Deno.createHttpClient({ poolMaxIdlePerHost: 0 }) } : {}

async function post(text) {
  const body = kind === 'Blob' ? new Blob([text]) : text
  try {
    const response = await fetch(url, { method: 'POST', body, headers, ...pool })
    return (await response.json()).error ?? 'ok'
  } catch {
    return 'rejects'
  }
}
if (kind !== 'fresh connection') await post('grant_type=password')
process.stdout.write(await post('grant_type=refresh_token&refresh_token=first'))
process.exit()
JS

cat >"$tmp/show.mjs" <<'JS'
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { createServer } from 'node:http'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const run = promisify(execFile)
const folder = dirname(fileURLToPath(import.meta.url))
const bin = (name) => join(folder, 'node_modules/.bin', name)

let uses = 0
const server = createServer(async (request, response) => {
  let body = ''
  for await (const piece of request) body += piece
  const isRefresh = body.includes('refresh_token')
  if (isRefresh) uses++
  if (isRefresh && uses === 1) return request.socket.destroy()
  const content = isRefresh ? { error: 'invalid_grant' } : { access_token: 'one' }
  response.writeHead(isRefresh ? 400 : 200, { 'content-type': 'application/json' }).end(JSON.stringify(content))
})
await new Promise((listening) => server.listen(0, '127.0.0.1', listening))
const url = `http://127.0.0.1:${server.address().port}/token`

async function observe(command, kind) {
  uses = 0
  const { stdout } = await run(bin(command[0]), [...command.slice(1), join(folder, 'client.mjs'), url, kind])
  return { program: stdout, sent: uses }
}

const deno = ['deno', 'run', '--allow-all']
const seen = {
  'Node, kept alive': await observe(['node'], 'kept alive'),
  'Deno, kept alive': await observe(deno, 'kept alive'),
  'Deno, fresh connection': await observe(deno, 'fresh connection'),
  'Deno, Blob': await observe(deno, 'Blob'),
  'Deno, no pool': await observe(deno, 'no pool'),
}
console.table(seen)
server.closeAllConnections()
server.close()
const once = { program: 'rejects', sent: 1 }
assert.deepEqual(seen, {
  'Node, kept alive': once,
  'Deno, kept alive': { program: 'invalid_grant', sent: 2 },
  'Deno, fresh connection': once,
  'Deno, Blob': once,
  'Deno, no pool': once,
})
JS
"$tmp/node_modules/.bin/node" "$tmp/show.mjs"
