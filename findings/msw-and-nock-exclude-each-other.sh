#!/usr/bin/env bash
# Importing nock makes msw's `listen` throw.
#
# Expected: two libraries of which one is only imported do not meet; tests can move from nock to msw file by
# file.
# Happens: nock replaces `fetch` when it is imported, and msw 3 refuses to replace what another copy of its
# interceptors has replaced: `Failed to replace a global value at "fetch": already replaced.` In the other
# order the import of nock throws the same. After `nock.restore()`, msw listens.
# Seen in: msw 3.0.5 with nock 15.0.6. msw 2.9.0 with nock 15, and msw 3 with nock 14.0.10, get along.
# Matters: a helper that mocks a token endpoint with nock, imported by a suite that uses msw, ends the suite
# with a message that names neither.
set -euo pipefail
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
npm install --prefix "$tmp" --no-audit --no-fund --loglevel=error \
  node@24.21.0 msw@3.0.5 nock@15.0.6 >/dev/null

cat >"$tmp/show.mjs" <<'JS'
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'

const cwd = dirname(fileURLToPath(import.meta.url))

/** What the last of these steps says, in a process of their own. */
function run(...steps) {
  const code = `${steps.join('\n')}\nprocess.stdout.write('works')\nprocess.exit()`
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', code], { cwd, encoding: 'utf8' })
  return stdout || stderr.match(/^.*Failed to replace.*$/m)?.[0] || stderr
}

const importNock = "const { default: nock } = await import('nock')"
const importMsw = "const { setupServer } = await import('msw/node')"
const listen = 'setupServer().listen()'
const seen = {
  'msw alone': run(importMsw, listen),
  'nock imported, then listen': run(importNock, importMsw, listen),
  'listen, then nock imported': run(importMsw, listen, importNock),
  'nock imported and restored, then listen': run(importNock, 'nock.restore()', importMsw, listen),
}
console.table(seen)
const refused = 'Invariant Violation: Failed to replace a global value at "fetch": already replaced.'
assert.deepEqual(seen, {
  'msw alone': 'works',
  'nock imported, then listen': refused,
  'listen, then nock imported': refused,
  'nock imported and restored, then listen': 'works',
})
JS
"$tmp/node_modules/.bin/node" "$tmp/show.mjs"
