import { expect, test } from 'vitest'
import type { Manifest } from '../src/pack.ts'
import { findBillProblems } from '../src/sbom.ts'

const manifest: Manifest = { name: '@auth/core', version: '1.0.0', exports: {}, dependencies: { ky: '2.1.0' } }
const packed = { name: '@auth/core', manifest }
const bill = {
  bomFormat: 'CycloneDX',
  metadata: { component: { purl: 'pkg:npm/%40auth/core@1.0.0' } },
  components: [{ purl: 'pkg:npm/ky@2.1.0' }],
}

test('a bill of materials has the package, and all that it needs', () => {
  expect(findBillProblems(packed, bill)).toEqual([])
  expect(findBillProblems(packed, { ...bill, components: [{ purl: 'pkg:npm/kyber@2.1.0' }] })).toEqual([
    '@auth/core: its bill of materials lacks ky',
  ])
})

test('a bill of another version, or in another format, is refused', () => {
  const other = { ...bill, metadata: { component: { purl: 'pkg:npm/%40auth/core@0.0.0' } } }
  for (const wrong of [other, { ...bill, bomFormat: 'SPDX' }, {}])
    expect(findBillProblems(packed, wrong)).toEqual([expect.stringMatching(/not of pkg:npm\/%40auth\/core@1\.0\.0$/)])
})
