import { expect, test } from 'vitest'
import { createVirtualClock } from '../src/index.ts'

test('A promise that only time can settle is settled by running the timers.', async () => {
  const clock = createVirtualClock()
  const later = new Promise((resolve) => clock.schedule(() => resolve('late'), 86_400_000))
  expect(await clock.settle(later)).toBe('late')
  expect(clock.monotonic()).toBe(86_400_000)
})

test('A promise that nothing will settle is told as such, and not by a time-out of the test.', async () => {
  const clock = createVirtualClock()
  await expect(clock.settle(new Promise(() => {}))).rejects.toThrow('nothing is left to run')
})

test('Timers run in the order of their times, those of one moment as they were set, and cancelled ones not at all.', async () => {
  const clock = createVirtualClock(0, async () => {})
  const ran: string[] = []
  const delays = Array.from({ length: 500 }, (_, index) => (index * 7919) % 97)
  const cancels = delays.map((delay, index) => clock.schedule(() => ran.push(`${delay}:${index}`), delay))
  cancels.forEach((cancel, index) => {
    if (index % 3 === 0) cancel()
  })
  cancels[0]?.()
  const left = delays.map((delay, index) => ({ delay, index })).filter(({ index }) => index % 3 !== 0)
  expect(clock.timers).toBe(left.length)
  await clock.advance(96)
  const expected = left.toSorted((one, other) => one.delay - other.delay || one.index - other.index)
  expect(ran).toEqual(expected.map(({ delay, index }) => `${delay}:${index}`))
  expect(clock.timers).toBe(0)
})
