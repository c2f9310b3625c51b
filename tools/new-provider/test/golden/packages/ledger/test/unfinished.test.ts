import { expect, test } from 'vitest'
import { leftToFillIn, manifest } from './support/left-to-fill-in.ts'

test('Nothing is left to fill in when the package can be published: while it is "private", there may be.', () => {
  expect(manifest.private ? [] : leftToFillIn, 'write these, and delete their marks').toEqual([])
})

test('The package is named after its folder.', () => {
  expect(manifest.name).toBe('@auth/ledger')
})
