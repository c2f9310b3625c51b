import { expect, test } from 'vitest'
import { readArguments } from '../src/cli/arguments.ts'

test('Without arguments it listens on loopback, at its own port.', () => {
  expect(readArguments([])).toEqual({
    ...{ help: false, version: false, json: false, env: false },
    ...{ port: 4010, hostname: '127.0.0.1', exposeToNetwork: false },
    ...{ profile: {}, faults: [] },
  })
})

test('Options have short names, and lists may be repeated.', () => {
  const args = ['-p', '0', '--host', '::', '--expose-to-network', '--profile', 'gooru=v3', '--profile=genlogs=body']
  expect(readArguments(args)).toMatchObject({
    ...{ port: 0, hostname: '::', exposeToNetwork: true, profile: { gooru: 'v3', genlogs: 'body' } },
  })
})

test('A seed makes faults with a probability repeatable.', () => {
  expect(readArguments(['--seed', '7'])).toMatchObject({ seed: 7 })
})

test.each([
  ['genlogs:token:500:3', [{ provider: 'genlogs', endpoint: 'token', kind: 'server-error', times: 3 }]],
  ['genlogs:token:429', [{ provider: 'genlogs', endpoint: 'token', kind: 'rate-limit' }]],
  ['meshy:*:503:forever', [{ provider: 'meshy', kind: 'unavailable', times: Number.POSITIVE_INFINITY }]],
  ['gooru::reset:10%', [{ provider: 'gooru', kind: 'reset', probability: 0.1 }]],
  [
    'meshy:token:html,gooru:*:stall',
    [
      { provider: 'meshy', endpoint: 'token', kind: 'html' },
      { provider: 'gooru', kind: 'stall' },
    ],
  ],
] as const)('The fault %s is understood.', (text, faults) => {
  expect(readArguments(['--faults', text]).faults).toEqual(faults)
})

test.each([
  ['--port=http', '--port must be a number'],
  ['--port=65536', '--port must be a number'],
  ['--seed=x', '--seed must be a whole number'],
  ['--profile=gooru', '--profile must be like gooru=nile'],
  ['--profile=elasticpath=seed', '"elasticpath" has no profiles'],
  ['--faults=genlogs:token', '--faults must be like genlogs:token:500:3'],
  ['--faults=genlogs:token:500:3:4', '--faults must be like genlogs:token:500:3'],
  ['--faults=genlogs:tokens:500', 'endpoint of genlogs must be one of'],
  ['--faults=genlogs:token:404', 'kind must be one of'],
  ['--faults=genlogs:token:500:often', 'times must be'],
  ['--faults=genlogs:token:500:x%', 'probability must be'],
  ['--faults=genlogs:token:500:0%', 'probability must be'],
  ['--prot=1', '--prot'],
  ['extra', 'extra'],
])('The argument %s is refused, and named.', (argument, text) => {
  expect(() => readArguments([String(argument)])).toThrow(TypeError)
  expect(() => readArguments([String(argument)])).toThrow(text)
})
