import { expect, test } from 'vitest'
import { createUpstream } from '../../src/proxy/upstream.ts'

const below = createUpstream('https://api.example/demo/', {})

test.each([
  ['/users/me?x=1&y=%2e%2e', '/demo/users/me?x=1&y=%2e%2e'],
  ['/', '/demo/'],
  ['//double', '/demo//double'],
  ['/.hidden/..name', '/demo/.hidden/..name'],
  ['/x?/../../other', '/demo/x?/../../other'],
  ['/a/../b', '/demo/a/../b'],
])('The path %j is passed on as it is, below that of the API.', (target, path) => {
  expect(below.pathOf(target)).toBe(path)
})

test.each([
  '/../other',
  '/a/../../other',
  '/%2e%2e/other',
  '/.%2E/other',
  '/\\..\\..\\other',
  '/a#/../../other',
  '/#',
  '/..',
  'https://other.example/',
  '*',
  '',
  undefined,
])('The path %j, which would lead elsewhere, is none of the API.', (target) => {
  expect(below.pathOf(target)).toBeUndefined()
})
