import { expect, test } from 'vitest'
import { createEmulator, type EmulatorOptions } from '../src/fetch.ts'

/** Which of many requests a fault with a probability hits. */
async function hits(options: EmulatorOptions): Promise<string> {
  const emulator = createEmulator(options)
  emulator.fail({ provider: 'genlogs', kind: 'unavailable', probability: 0.3 })
  let marks = ''
  for (let number = 0; number < 200; number += 1) {
    const { status } = await emulator.fetch(`${emulator.urls.genlogs.apiBaseUrl}/me`)
    marks += status === 503 ? 'x' : '.'
  }
  return marks
}

test('With the same seed a fault with a probability hits the same requests, with another one others.', async () => {
  const [first, again, other] = [await hits({ seed: 7 }), await hits({ seed: 7 }), await hits({ seed: 8 })]
  expect(again).toBe(first)
  expect(other).not.toBe(first)
  // 60 of 200 are expected; so far off is no coincidence.
  expect(first.replaceAll('.', '').length).toBeGreaterThan(30)
  expect(first.replaceAll('.', '').length).toBeLessThan(90)
})

test.each([
  [{ seed: 1.5 }, 'seed must be a whole number'],
  [{ seed: 1, random: () => 0 }, 'give random or seed, not both'],
] as const)('The options %o are refused.', (options, text) => {
  expect(() => createEmulator(options)).toThrow(text)
})
