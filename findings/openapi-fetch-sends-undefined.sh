#!/usr/bin/env bash
# openapi-fetch writes `undefined` into a form, as a word.
#
# Expected: a member of the body that is `undefined` is left out, as in JSON.
# Happens: with the content type of a form the body says `scope=undefined`, `null` becomes `scope=null`, and a
# list one text with commas. And it is a form only when the caller sets that header: the document may know no
# other type, without the header it is JSON.
# Seen in: openapi-fetch 0.17.0. In 0.13.0 the content type of a form is put on a body in JSON.
# Matters: a token request with an optional `scope` that is not set asks for a scope called "undefined":
# `invalid_scope` from servers that check, a token without rights from those that ignore what they do not
# know. Take undefined members out first, or give a `bodySerializer`.
set -euo pipefail
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
npm install --prefix "$tmp" --no-audit --no-fund --loglevel=error \
  node@24.21.0 openapi-fetch@0.17.0 >/dev/null

cat >"$tmp/show.mjs" <<'JS'
import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import createClient from 'openapi-fetch'

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

const url = await listen((request, body) => [200, `${request.headers['content-type']} | ${body}`])
const client = createClient({ baseUrl: url })

async function post(body, headers) {
  const { data } = await client.POST('/token', { body, headers })
  return data
}

const form = { 'content-type': 'application/x-www-form-urlencoded' }
const seen = {
  undefined: await post({ grant_type: 'client_credentials', scope: undefined }, form),
  null: await post({ grant_type: 'client_credentials', scope: null }, form),
  list: await post({ grant_type: 'client_credentials', resource: ['a', 'b'] }, form),
  'no content type': await post({ grant_type: 'client_credentials', scope: undefined }),
}
console.table(seen)
const begin = 'application/x-www-form-urlencoded | grant_type=client_credentials'
assert.deepEqual(seen, {
  undefined: `${begin}&scope=undefined`,
  null: `${begin}&scope=null`,
  list: `${begin}&resource=a%2Cb`,
  'no content type': 'application/json | {"grant_type":"client_credentials"}',
})
JS
"$tmp/node_modules/.bin/node" "$tmp/show.mjs"
