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
