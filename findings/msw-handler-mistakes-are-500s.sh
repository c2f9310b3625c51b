#!/usr/bin/env bash
# A mistake in a handler of msw is a 500 of the server, for the client that is being tested.
#
# Expected: an exception in a handler (a failed assertion, a typing error) makes the fetch reject, so that the
# test ends with that exception.
# Happens: the client gets a Response with status 500 whose body is the exception as JSON, its stack included;
# the exception is printed, and thrown nowhere.
# Seen in: msw 3.0.5 and 2.9.0.
# Matters: a client that repeats 500s repeats the mistake, waits between its tries, and reports a server
# error; `expect(…)` in the handler of a token endpoint fails no test that tolerates one failure. Keep what
# arrived in a list, and assert on it in the test.
set -euo pipefail
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
npm install --prefix "$tmp" --no-audit --no-fund --loglevel=error \
  node@24.21.0 msw@3.0.5 >/dev/null

cat >"$tmp/show.mjs" <<'JS'
import assert from 'node:assert/strict'
import { HttpResponse, http } from 'msw'
import { setupServer } from 'msw/node'

console.error = () => {}
let calls = 0
const server = setupServer(
  http.post('http://127.0.0.1/token', async ({ request }) => {
    calls++
    assert.equal((await request.formData()).get('grant_type'), 'password')
    return HttpResponse.json({ access_token: 'token' })
  }),
)
server.listen()

async function signIn() {
  const body = new URLSearchParams({ grant_type: 'refresh_token' })
  const response = await fetch('http://127.0.0.1/token', { method: 'POST', body })
  if (response.status >= 500) throw new Error(`server error: ${(await response.json()).name}`)
  return response.json()
}

const result = await signIn()
  .catch(signIn)
  .catch(({ message }) => message)
server.close()

const seen = { result, calls }
console.table(seen)
assert.deepEqual(seen, { result: 'server error: AssertionError', calls: 2 })
JS
"$tmp/node_modules/.bin/node" "$tmp/show.mjs"
