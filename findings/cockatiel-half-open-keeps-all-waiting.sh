#!/usr/bin/env bash
# A half-open circuit breaker of cockatiel keeps all callers waiting for its probe, those who left included.
#
# Expected: while one call tries whether the service is back, the others are rejected at once with
# BrokenCircuitError, as in opossum.
# Happens: the others wait until the probe has ended, however long it takes. If it fails, they reject then; if
# it succeeds, all 99 go out at the same moment. The signal that a waiting caller gave is looked at only after
# the probe.
# Seen in: cockatiel 4.0.0 and 3.2.1; opossum 10.0.0 rejects at once.
# Matters: around a token endpoint that hangs, a breaker is there to fail fast, and every `halfOpenAfter` it
# makes all requests hang for as long as the probe. Put a `timeout` policy inside the breaker, and race
# against the caller's signal outside.
set -euo pipefail
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
npm install --prefix "$tmp" --no-audit --no-fund --loglevel=error \
  node@24.21.0 cockatiel@4.0.0 opossum@10.0.0 >/dev/null

cat >"$tmp/show.mjs" <<'JS'
import assert from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'
import { ConsecutiveBreaker, circuitBreaker, handleAll } from 'cockatiel'
import CircuitBreaker from 'opossum'

const probeMs = 1_500
const openMs = 100

async function observe(call) {
  const begunAt = performance.now()
  const outcomes = Array.from({ length: 100 }, async (_, index) => {
    const result = await call(index).catch(({ message }) => message)
    return { result, late: performance.now() - begunAt >= probeMs * 0.9 }
  })
  const [probe, ...others] = await Promise.all(outcomes)
  const results = [...new Set(others.map(({ result }) => result))].join(', ')
  return { probe: probe.result, others: results, othersWaited: others.filter(({ late }) => late).length }
}

async function withCockatiel(works, signal) {
  const breaker = circuitBreaker(handleAll, { halfOpenAfter: openMs, breaker: new ConsecutiveBreaker(1) })
  await breaker.execute(() => Promise.reject(new Error('down'))).catch(() => undefined)
  await sleep(openMs * 2)
  const work = async () => {
    await sleep(probeMs)
    if (!works) throw new Error('down')
    return 'up'
  }
  return observe((index) => breaker.execute(work, index === 0 ? undefined : signal))
}

async function withOpossum() {
  let up = false
  const work = async () => {
    if (!up) throw new Error('down')
    await sleep(probeMs)
    return 'up'
  }
  const breaker = new CircuitBreaker(work, { resetTimeout: openMs, volumeThreshold: 0, errorThresholdPercentage: 1 })
  await breaker.fire().catch(() => undefined)
  await sleep(openMs * 2)
  up = true
  const seen = await observe(() => breaker.fire())
  breaker.shutdown()
  return seen
}

const seen = {
  'cockatiel, probe fails': await withCockatiel(false),
  'cockatiel, callers leave after 0.3 s': await withCockatiel(true, AbortSignal.timeout(openMs * 2 + 300)),
  opossum: await withOpossum(),
}
console.table(seen)
const open = 'Execution prevented because the circuit breaker is open'
assert.deepEqual(seen, {
  'cockatiel, probe fails': { probe: 'down', others: open, othersWaited: 99 },
  'cockatiel, callers leave after 0.3 s': { probe: 'up', others: 'Operation cancelled', othersWaited: 99 },
  opossum: { probe: 'up', others: 'Breaker is open', othersWaited: 0 },
})
JS
"$tmp/node_modules/.bin/node" "$tmp/show.mjs"
