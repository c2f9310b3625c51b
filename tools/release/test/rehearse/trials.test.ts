import { expect, test } from 'vitest'
import type { Packed } from '../../src/pack.ts'
import {
  expectedVersions,
  listEntries,
  listProviders,
  trialOf,
  trialOfAll,
  trialOfEarlier,
} from '../../src/rehearse/trials.ts'

function packed(name: string, version: string, entries: string[], needsCore: boolean): Packed {
  const dependencies: Record<string, string> = needsCore ? { '@auth/core': '^1.0.0' } : {}
  const exports = Object.fromEntries([...entries, './package.json'].map((entry) => [entry, './dist/index.js']))
  return { name, tarball: '', folder: '', manifest: { name, version, exports, dependencies } }
}

const core = packed('@auth/core', '1.0.0', ['.', './api', './adapter'], false)
const meshy = packed('@auth/meshy', '1.0.0', ['.', './api'], true)
const redis = packed('@auth/redis', '1.0.0', ['.'], true)
const release = [core, meshy, redis]
const examples = [`import { createMeshyAuth } from '@auth/meshy'\nconsole.log(1)\n`, `import '@auth/core'\n`]

test('a provider is what needs core and offers its bare operations', () => {
  expect(listProviders(release)).toEqual(['@auth/meshy'])
})

test('a provider alone is expected with core, in the versions of the release', () => {
  const trial = trialOf('@auth/meshy', examples)

  expect(expectedVersions(trial, release)).toEqual(
    new Map([
      ['@auth/core', '1.0.0'],
      ['@auth/meshy', '1.0.0'],
    ]),
  )
  expect(listEntries(trial, release)).toEqual(['@auth/meshy', '@auth/meshy/api'])
})

test('a provider without an example that runs is refused', () => {
  expect(() => trialOf('@auth/gooru', examples)).toThrow('@auth/gooru: the README has no example that prints something')
})

test('earlier providers are installed beside the newest core', () => {
  const newest = [packed('@auth/core', '1.1.0', ['.'], false), packed('@auth/meshy', '1.0.1', ['.', './api'], true)]
  const trial = trialOfEarlier(trialOfAll(['@auth/meshy'], examples), release)

  expect(trial.packages).toEqual([{ name: '@auth/core' }, { name: '@auth/meshy', version: '1.0.0' }])
  expect(expectedVersions(trial, newest)).toEqual(
    new Map([
      ['@auth/core', '1.1.0'],
      ['@auth/meshy', '1.0.0'],
    ]),
  )
  expect([trial.examples, trial.sketches]).toEqual([[examples[0]], [examples[1]]])
})
