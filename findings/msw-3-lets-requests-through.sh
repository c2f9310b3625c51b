#!/usr/bin/env bash
# msw 3 takes `onUnhandledRequest: 'error'` without a word, and lets the requests through.
#
# Expected: the option that tests have used since msw 1 still makes a request without a handler fail, or
# `listen` refuses it.
# Happens: it is now called `onUnhandledFrame`. The old name is ignored: a warning is printed for each
# request, and it goes to the real server. With the new name it fails.
# Seen in: msw 3.0.5; msw 2.9.0 fails the request.
# Matters: a suite in JavaScript, or with options that are not checked by types, that was raised to msw 3
# sends its sign-ins, with whatever credentials the tests have, to the real token endpoint as soon as a
# handler is missing.
set -euo pipefail
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
npm install --prefix "$tmp" --no-audit --no-fund --loglevel=error \
  node@24.21.0 msw@3.0.5 msw-2@npm:msw@2.9.0 >/dev/null

cat >"$tmp/show.mjs" <<'JS'
import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import { setupServer } from 'msw/node'
import { setupServer as setupServer2 } from 'msw-2/node'

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

let arrived = 0
const url = await listen(() => {
  arrived++
  return [200, {}]
})
console.warn = () => {}
console.error = () => {}

async function observe(server, options) {
  arrived = 0
  server.listen(options)
  const result = await fetch(url).then(({ status }) => status, () => 'rejects')
  server.close()
  return { result, arrived }
}

const seen = {
  "msw 2, onUnhandledRequest: 'error'": await observe(setupServer2(), { onUnhandledRequest: 'error' }),
  "msw 3, onUnhandledRequest: 'error'": await observe(setupServer(), { onUnhandledRequest: 'error' }),
  "msw 3, onUnhandledFrame: 'error'": await observe(setupServer(), { onUnhandledFrame: 'error' }),
}
console.table(seen)
assert.deepEqual(seen, {
  "msw 2, onUnhandledRequest: 'error'": { result: 'rejects', arrived: 0 },
  "msw 3, onUnhandledRequest: 'error'": { result: 200, arrived: 1 },
  "msw 3, onUnhandledFrame: 'error'": { result: 'rejects', arrived: 0 },
})
JS
"$tmp/node_modules/.bin/node" "$tmp/show.mjs"
