#!/usr/bin/env bash
# A time limit on the work lets the next one in while the first still runs: async-lock and p-queue.
#
# Expected: `maxExecutionTime` of a lock, or `timeout` of a queue of one, rejects the caller; the lock stays
# taken until the work has ended, as it is there to keep two from working at once.
# Happens: lock and slot are free when the time is over. The work goes on, unless it looks at a signal
# (p-queue gives it one, async-lock has none), and the next begins beside it: two at once under a lock for
# one.
# Seen in: async-lock 1.5.0 and 1.4.1, p-queue 10.0.0 (and 8.0.1, which resolves with `undefined` instead of
# rejecting).
# Matters: "one renewal at a time" with a limit on each renewal is two renewals at a time just when the token
# endpoint is slow, with the same refresh token; a server that watches for reuse then ends the session. Limit
# the request, with its own AbortSignal, and never the lock.
set -euo pipefail
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
npm install --prefix "$tmp" --no-audit --no-fund --loglevel=error \
  node@24.21.0 async-lock@1.5.0 p-queue@10.0.0 >/dev/null

cat >"$tmp/show.mjs" <<'JS'
import assert from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'
import AsyncLock from 'async-lock'
import PQueue from 'p-queue'

const limitMs = 100

async function observe(run) {
  let working = 0
  let most = 0
  const renew = async () => {
    working++
    most = Math.max(most, working)
    await sleep(limitMs * 5)
    working--
  }
  const results = await Promise.allSettled([run(renew), run(renew)])
  return { rejected: results.filter(({ status }) => status === 'rejected').length, workingAtOnce: most }
}

const limitedLock = new AsyncLock({ maxExecutionTime: limitMs })
const plainLock = new AsyncLock()
const limitedQueue = new PQueue({ concurrency: 1, timeout: limitMs })
const seen = {
  'async-lock with maxExecutionTime': await observe((work) => limitedLock.acquire('session', work)),
  'async-lock without': await observe((work) => plainLock.acquire('session', work)),
  'p-queue with timeout': await observe((work) => limitedQueue.add(work)),
}
console.table(seen)
const two = { rejected: 2, workingAtOnce: 2 }
assert.deepEqual(seen, {
  'async-lock with maxExecutionTime': two,
  'async-lock without': { rejected: 0, workingAtOnce: 1 },
  'p-queue with timeout': two,
})
JS
"$tmp/node_modules/.bin/node" "$tmp/show.mjs"
