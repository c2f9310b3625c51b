import { expect, test } from 'vitest'
import { findPlanProblems } from '../../src/verify/plan.ts'

const names = ['@auth/core', '@auth/meshy']
const release = { kind: 'publish', name: '@auth/core', version: '1.0.1', tag: 'latest', access: 'restricted' } as const

test.each([
  ['1.0.1', 'latest'],
  ['1.0.1', 'release-1'],
  ['2.0.0-beta.0', 'beta'],
  ['2.0.0-release-candidate.12', 'release-candidate'],
])('%s may be published as %s', (version, tag) => {
  expect(findPlanProblems([{ ...release, version, tag }], { names })).toEqual([])
})

test.each([
  ['2.0.0-beta.0', 'latest', 'a prerelease goes by the dist-tag "beta"'],
  ['2.0.0-beta.0', 'next', 'a prerelease goes by the dist-tag "beta"'],
  ['0.0.0-pr-7-20260101120000', 'pr-7', 'not the version of a release'],
  ['0.0.0', 'latest', 'not the version of a release'],
  ['1.0', 'latest', 'not the version of a release'],
  ['1.0.1', '1.x', 'not the name of a dist-tag'],
  ['1.0.1', 'v1', 'not the name of a dist-tag'],
  ['1.0.1', 'x', 'not the name of a dist-tag'],
])('%s must not be published as %s', (version, tag, why) => {
  const problems = findPlanProblems([{ ...release, version, tag }], { names })
  expect(problems).toEqual([`@auth/core ${version} with the dist-tag "${tag}": ${why}`])
})

test.each([
  ['0.0.0-pr-7-20260101120000', 'latest'],
  ['0.0.0-pr-70-20260101120000', 'pr-7'],
  ['0.0.0-pr-7-evil', 'pr-7'],
  ['1.0.1', 'pr-7'],
])('%s with the tag %s is not the snapshot pr-7', (version, tag) => {
  const problems = findPlanProblems([{ ...release, version, tag }], { names, snapshot: 'pr-7' })
  expect(problems).toEqual([`@auth/core ${version} with the dist-tag "${tag}": not the snapshot pr-7`])
})

test('a plan names each package of this repository once, no other, and nothing for everybody', () => {
  const plan = [
    release,
    release,
    { ...release, name: '@auth/other' },
    { ...release, name: '@auth/meshy', access: 'public' },
  ]
  expect(findPlanProblems(plan, { names })).toEqual([
    '@auth/core: it is in the plan twice',
    '@auth/other: this repository publishes no such package',
    '@auth/meshy: access is public',
  ])
})

test('a snapshot leaves no git tag', () => {
  const tagged = { ...release, kind: 'tag-only' } as const
  expect(findPlanProblems([tagged], { names, snapshot: 'pr-7' })).toEqual(['@auth/core: a snapshot has no git tag'])
})
