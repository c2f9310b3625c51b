import { describe, expect, test } from 'vitest'
import { differences } from '../src/host/differences.ts'
import { findUnseen, judgeCell, type Result } from '../src/host/judge.ts'

const explained = differences.find(({ runtimes }) => runtimes.includes('firefox'))
if (!explained) throw new Error('Firefox differs in something')
const { case: name, seen } = explained

function result(runtime: string, outcome: { seen?: string; failure?: string } | undefined): Result {
  const outcomes = outcome ? [{ name, seen: '', failure: '', ...outcome }] : []
  return { runtime: { name: runtime, title: runtime }, version: '1.2.3', columns: [{ provider: 'meshy', outcomes }] }
}

describe('A cell', () => {
  test('is fine where all is as it should be.', () => {
    expect(judgeCell(result('firefox', {}), name)).toEqual({ differences: [], failures: [], fine: ['meshy'], count: 1 })
  })

  test('has the difference that explains what was seen.', () => {
    expect(judgeCell(result('firefox', { seen }), name).differences).toEqual([explained])
  })

  test('fails where nothing explains what was seen, in this runtime.', () => {
    const { failures } = judgeCell(result('node-24', { seen }), name)
    expect(failures).toEqual([`node-24, meshy, ${name}: ${seen}, which no difference explains`])
  })

  test('fails where the case failed, and where it did not run.', () => {
    expect(judgeCell(result('firefox', { failure: 'broken' }), name).failures).toEqual([
      `firefox, meshy, ${name}: broken`,
    ])
    expect(judgeCell(result('firefox', undefined), name).failures).toEqual([`firefox, meshy, ${name}: it did not run`])
  })
})

test('A difference that is not seen any more is a failure, once its runtimes have run.', () => {
  const all = [...new Set(differences.flatMap(({ runtimes }) => runtimes))].map((runtime) => result(runtime, {}))
  expect(findUnseen(all, [])).toHaveLength(differences.length)
  expect(findUnseen([], [])).toEqual([])
})
