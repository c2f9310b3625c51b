#!/usr/bin/env bash
# A spy on a faked timer puts the fake back, for the tests of the next file.
#
# Expected: after `mockRestore()` and `vi.useRealTimers()`, `setTimeout` is the real one for good.
# Happens: it is, until the file ends. Where files share a process (`isolate: false`), the next one begins with the fake
# `setTimeout` again, which nobody advances: whatever waits there waits for ever, and the test that fails is in a file
# that uses neither spies nor fake timers. Without the spy, the timers of the next file are real.
# Seen in: vitest 5.1.1.
# Matters: `isolate: false` saves much where there are many small files, and clients of token endpoints are tested with
# fake timers. Use a clock that is passed in, or spy on the real function, before the timers are faked.
set -euo pipefail
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
npm install --prefix "$tmp" --no-audit --no-fund --loglevel=error node@24.21.0 vitest@5.1.1 vite@8.3.8 >/dev/null
cd "$tmp"
cat >vitest.config.mjs <<'JS'
// In the order of the names, in one process.
class ByName {
  sort(files) {
    return [...files].sort((one, other) => one.moduleId.localeCompare(other.moduleId))
  }
  shard(files) {
    return files
  }
}
export default { test: { isolate: false, maxWorkers: 1, fileParallelism: false, sequence: { sequencer: ByName } } }
JS
cat >a.test.mjs <<'JS'
import { expect, test, vi } from 'vitest'

test('a timer is set', () => {
  const real = globalThis.setTimeout
  vi.useFakeTimers()
  if (process.env.SPY) {
    const set = vi.spyOn(globalThis, 'setTimeout')
    setTimeout(() => {}, 5)
    expect(set).toHaveBeenCalledTimes(1)
    set.mockRestore()
  }
  vi.useRealTimers()
  expect(globalThis.setTimeout).toBe(real)
})
JS
cat >b.test.mjs <<'JS'
import { expect, test } from 'vitest'

test('a timer calls back', { timeout: 2000 }, async () => {
  expect(await new Promise((resolve) => setTimeout(resolve, 5, 'called'))).toBe('called')
})
JS

seen() {
  if SPY="$1" node_modules/.bin/node node_modules/vitest/vitest.mjs run >log 2>&1; then
    echo 'both files pass'
  else
    grep -oE 'FAIL +[ab]\.test\.mjs|Test timed out in 2000ms' log | sed -E 's/ +/ /' | sort -u | paste -sd, -
  fi
}
export NO_COLOR=1
{
  echo "without the spy: $(seen '')"
  echo "with the spy: $(seen 1)"
} | tee seen
cat >expected <<'TXT'
without the spy: both files pass
with the spy: FAIL b.test.mjs,Test timed out in 2000ms
TXT
diff expected seen
