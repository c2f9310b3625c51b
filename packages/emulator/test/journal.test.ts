import { expect, test } from 'vitest'
import { createEmulator, type Emulator } from '../src/fetch.ts'

async function send(emulator: Emulator, count: number): Promise<void> {
  for (let number = 0; number < count; number += 1)
    await emulator.fetch(`${emulator.urls.genlogs.apiBaseUrl}/${number}`)
}

const paths = (emulator: Emulator): string[] => emulator.requests.map(({ path }) => path)

test('The journal keeps the newest thousand requests.', async () => {
  const emulator = createEmulator()
  await send(emulator, 1002)
  expect(emulator.requests).toHaveLength(1000)
  expect([paths(emulator)[0], paths(emulator).at(-1)]).toEqual(['/2', '/1001'])
})

test('How many requests are kept is an option, and the array stays the same.', async () => {
  const emulator = createEmulator({ journalLimit: 2 })
  const { requests } = emulator
  await send(emulator, 3)
  expect(requests.map(({ path }) => path)).toEqual(['/1', '/2'])
  emulator.reset()
  await send(emulator, 1)
  expect(requests.map(({ path }) => path)).toEqual(['/0'])
  const none = createEmulator({ journalLimit: 0 })
  await send(none, 1)
  expect(none.requests).toEqual([])
})

test('A request that has left the journal is answered all the same.', async () => {
  const emulator = createEmulator({ journalLimit: 1 })
  const stalled = new AbortController()
  emulator.fail({ provider: 'genlogs', kind: 'stall' })
  const waiting = emulator.fetch(`${emulator.urls.genlogs.apiBaseUrl}/me`, { signal: stalled.signal })
  await send(emulator, 1)
  stalled.abort(new Error('enough'))
  await expect(waiting).rejects.toThrow('enough')
  expect(paths(emulator)).toEqual(['/0'])
})

test.each([-1, 1.5, Number.NaN])('A limit of %s is refused.', (journalLimit) => {
  expect(() => createEmulator({ journalLimit })).toThrow('journalLimit must be a whole number')
})
