#!/usr/bin/env bash
# AbortSignal.timeout with more than 24.8 days aborts at once in Node and Deno.
#
# Expected: `AbortSignal.timeout(ms)` takes any whole number of milliseconds up to 2^53 - 1, as the standard says
# (`[EnforceRange] unsigned long long`), and does not abort before.
# Happens: above 2^31 - 1 ms (24.8 days) Node and Deno abort after a millisecond, with a TimeoutError like any other.
# From 2^32 ms (49.7 days) Node throws a RangeError, Deno goes on aborting. `AbortSignal.any` with such a signal is
# aborted with it. Bun waits.
# Seen in: Node 24.21.0 (with a TimeoutOverflowWarning) and 20.20.2, Deno 2.9.6. Bun 1.4.5, workerd 1.20260730.1 and
# Deno 2.4.0 wait.
# Matters: "no limit" written as a large number, or the life of a 30-day refresh token as the limit of what waits for
# it, is a limit of 1 ms: each request fails as if the server were slow. Cap what you hand over at 2^31 - 1, or give
# no signal.
set -euo pipefail
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
npm install --prefix "$tmp" --no-audit --no-fund --loglevel=error node@24.21.0 deno@2.9.6 >/dev/null

cat >"$tmp/watch.mjs" <<'JS'
async function watch(ms) {
  try {
    const signal = AbortSignal.any([new AbortController().signal, AbortSignal.timeout(ms)])
    await new Promise((later) => setTimeout(later, 1_000))
    return signal.aborted ? signal.reason.name : 'waits'
  } catch (error) {
    return error.name
  }
}
const dayMs = 86_400_000
const outcomes = await Promise.all([2 ** 31 - 1, 25 * dayMs, 30 * dayMs, 60 * dayMs].map(watch))
process.stdout.write(outcomes.join())
process.exit()
JS

cat >"$tmp/show.mjs" <<'JS'
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const folder = dirname(fileURLToPath(import.meta.url))
function observe(name, ...options) {
  const command = join(folder, 'node_modules/.bin', name)
  const output = execFileSync(command, [...options, join(folder, 'watch.mjs')], { encoding: 'utf8' })
  const [most, days25, days30, days60] = output.split(',')
  return { '2^31 - 1 ms': most, '25 days': days25, '30 days': days30, '60 days': days60 }
}

const seen = { Node: observe('node', '--no-warnings'), Deno: observe('deno', 'run', '--allow-all') }
console.table(seen)
const atOnce = { '2^31 - 1 ms': 'waits', '25 days': 'TimeoutError', '30 days': 'TimeoutError' }
assert.deepEqual(seen, {
  Node: { ...atOnce, '60 days': 'RangeError' },
  Deno: { ...atOnce, '60 days': 'TimeoutError' },
})
JS
"$tmp/node_modules/.bin/node" "$tmp/show.mjs"
