#!/usr/bin/env bash
# google-auth-library sends a web stream as the text "[object ReadableStream]".
#
# Expected: a `ReadableStream` is one of the types of `data`, so its bytes arrive.
# Happens: the server gets 23 characters, "[object ReadableStream]", as text/plain, and says 200: nobody
# notices. gaxios sends through node-fetch in Node, which knows Node's streams only.
# `Readable.fromWeb(stream)`, a Blob, and a client made with `fetchImplementation: fetch` send the bytes.
# Seen in: google-auth-library 11.3.4 with gaxios 8.3.3, and 10.5.0, on Node 24.21.
# Matters: uploads through an authorized client are stored as those 23 characters. The call is repeated after
# a 401, too, as if the stream could be read again.
set -euo pipefail
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
npm install --prefix "$tmp" --no-audit --no-fund --loglevel=error \
  node@24.21.0 google-auth-library@11.3.4 gaxios@8.3.3 >/dev/null

cat >"$tmp/show.mjs" <<'JS'
import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import { Readable } from 'node:stream'
import { OAuth2Client } from 'google-auth-library'

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

const url = await listen((_request, body) => [200, body])
const client = new OAuth2Client()
client.setCredentials({ access_token: 'token', expiry_date: Date.now() + 3_600_000 })
const stream = () => new Blob(['hello']).stream()

async function put(options) {
  const response = await client.request({ url, method: 'PUT', ...options })
  return `${response.status} ${response.data}`
}

const seen = {
  'web stream as data': await put({ data: stream() }),
  'web stream as body': await put({ body: stream(), duplex: 'half' }),
  'Readable.fromWeb': await put({ data: Readable.fromWeb(stream()) }),
  'web stream, fetchImplementation: fetch': await put({ data: stream(), duplex: 'half', fetchImplementation: fetch }),
}

console.table(seen)
assert.deepEqual(seen, {
  'web stream as data': '200 [object ReadableStream]',
  'web stream as body': '200 [object ReadableStream]',
  'Readable.fromWeb': '200 hello',
  'web stream, fetchImplementation: fetch': '200 hello',
})
JS
"$tmp/node_modules/.bin/node" "$tmp/show.mjs"
