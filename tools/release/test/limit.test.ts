import { expect, test } from 'vitest'
import { createLimit } from '../src/limit.ts'

test('no more tasks run at once than allowed, each in its turn, also after one that fails', async () => {
  const limit = createLimit(2)
  const log: string[] = []
  const gates = Array.from({ length: 4 }, () => Promise.withResolvers<void>())
  const tasks = gates.map((gate, index) =>
    limit(async () => {
      log.push(`start ${index}`)
      await gate.promise
      if (index === 1) throw new Error('second')
      return index
    }),
  )
  const settled = Promise.allSettled(tasks)
  expect(log).toEqual(['start 0', 'start 1'])

  gates[1]?.resolve()
  await tasks[1]?.catch(() => {})
  await expect.poll(() => log, { timeout: 30_000 }).toEqual(['start 0', 'start 1', 'start 2'])

  for (const gate of gates) gate.resolve()
  const results = await settled
  expect(log).toEqual(['start 0', 'start 1', 'start 2', 'start 3'])
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'fulfilled'])
})
