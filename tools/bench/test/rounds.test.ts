import { expect, test } from 'vitest'
import { runRounds } from '../src/rounds/rounds.ts'

test('all take turns in every round, each time beginning with another one', async () => {
  const order: string[] = []
  const note = (name: string) => ({ name, run: async () => void order.push(name) })

  // A sample of no length is one batch.
  const times = await runRounds([note('a'), note('b')], { rounds: 2, sampleMs: 0 })

  const turns = order.filter((name, index) => name !== order[index - 1])
  expect(times.map((rounds) => rounds.length)).toEqual([2, 2])
  // Warm-up a, b; then a, b; then b (which follows b) and a.
  expect(turns).toEqual(['a', 'b', 'a', 'b', 'a'])
  expect(order.filter((name) => name === 'a')).toHaveLength(order.length / 2)
})
