#!/usr/bin/env bash
# turbo restores the outputs of a task beside those that are there: what the task no longer makes stays.
#
# Expected: after a build that turbo takes from its cache, the files of `outputs` are those of that build.
# Happens: files of the cache are laid over the folder, and nothing is removed. A file that an earlier build made and
# this one does not, such as a chunk with a hash in its name, stays, and is packed and published with the rest.
# The command of the task, which empties the folder, does not run at all on such a day.
# Seen in: turbo 2.11.11.
# Matters: the same commit gives another tarball, by what was built before in the same folder. Remove what is not in
# the build's own list after turbo has run, or pack from a fresh clone.
set -euo pipefail
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
export TURBO_TELEMETRY_DISABLED=1
mkdir -p "$tmp/packages/one"
cd "$tmp"
cat >package.json <<'JSON'
{ "name": "root", "private": true, "packageManager": "npm@10.9.0", "workspaces": ["packages/*"] }
JSON
cat >packages/one/package.json <<'JSON'
{ "name": "one", "version": "1.0.0", "scripts": { "build": "node build.mjs" } }
JSON
cat >packages/one/build.mjs <<'JS'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'

// Empties the folder first, as bundlers can be told to.
rmSync('dist', { recursive: true, force: true })
mkdirSync('dist')
writeFileSync(`dist/chunk-${readFileSync('source.txt', 'utf8').trim()}.js`, '')
JS
cat >turbo.json <<'JSON'
{ "tasks": { "build": { "outputs": ["dist/**"] } } }
JSON
printf 'node_modules\n.turbo\ndist\n' >.gitignore
npm install --no-audit --no-fund --loglevel=error --save-dev turbo@2.11.11 >/dev/null
git init -q . && git add -A

build() {
  echo "$1" >packages/one/source.txt
  node_modules/.bin/turbo run build 2>&1 | grep -E 'Cached:' | tr -s ' '
  ls packages/one/dist
}
{
  build a
  build b
  build a
} | tee seen
cat >expected <<'TXT'
Cached: 0 cached, 1 total
chunk-a.js
Cached: 0 cached, 1 total
chunk-b.js
Cached: 1 cached, 1 total
chunk-a.js
chunk-b.js
TXT
diff expected seen
