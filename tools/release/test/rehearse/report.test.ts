import { expect, test } from 'vitest'
import { createReport } from '../../src/rehearse/report.ts'

test('a report has a row for each thing tried, and goes on after a failure', async () => {
  const lines: string[] = []
  let now = 0
  const report = createReport(
    (line) => lines.push(line),
    () => now,
  )
  const first = await report.try('built', async () => {
    now += 1500
    return '6 packages'
  })
  const second = await report.try('npm: @auth/meshy alone', () =>
    Promise.reject(new Error('no example\nwith more to say')),
  )

  expect([first, second, report.failed]).toEqual([true, false, true])
  expect(lines).toEqual(['  1.5 s  ok  built: 6 packages', '  1.5 s  FAILED  npm: @auth/meshy alone: no example'])
  expect(report.summary()).toBe(`what                    result  seconds  detail
----------------------  ------  -------  ----------
built                   ok          1.5  6 packages
npm: @auth/meshy alone  FAILED      0.0  no example

FAILED: npm: @auth/meshy alone
no example
with more to say

2 tried, 1 failed,   1.5 s`)
})

test('a report in which nothing failed says so', async () => {
  const report = createReport(
    () => {},
    () => 0,
  )
  await report.try('built', async () => 'x'.repeat(300))

  expect(report.failed).toBe(false)
  expect(report.summary()).toMatch(/x{99}…\n\n1 tried, all went well, +0\.0 s$/)
})
