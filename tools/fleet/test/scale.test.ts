import { readFile } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import { drawPictures } from '../src/scale/pictures.ts'
import { simulateExactly } from '../src/scale/simulate-exactly.ts'
import { compareRows, readRows, renderRows, rowOf } from '../src/scale/table.ts'

// The same with larger fleets: `pnpm fleet:proof scale`.

const docs = new URL('../../../docs/', import.meta.url)
const guide = await readFile(new URL('guides/stores-and-fleets.md', docs), 'utf8')

describe('What fleets cost in virtual time', () => {
  test.each([
    [1, true],
    [10, true],
    [100, false],
  ])('Is what the guide says: %i processes.', async (processes, isBusyToo) => {
    const found = await simulateExactly(processes, isBusyToo)
    expect(compareRows([rowOf(found)], guide)).toEqual([])
    expect(found.cold.tokenRequests).toBe(1)
    expect(found.restart.tokenRequests).toBe(0)
    expect(found.atExpiry.tokenRequests).toBe(1)
    // A token in use is renewed before anybody has to wait for it.
    expect(found.busy?.tokenRequests).toBe(isBusyToo ? 1 : undefined)
    expect(found.busy?.slowestMs ?? 0).toBeLessThan(10)
  })

  test('Is drawn as the table of the guide has it, up to 10,000 processes.', async () => {
    const rows = readRows(guide)
    expect(rows.map(([processes]) => processes)).toEqual(['1', '10', '100', '1,000', '10,000'])
    for (const { name, light, dark } of drawPictures(rows)) {
      expect(guide).toContain(`${name}-light.svg`)
      expect(await readFile(new URL(`fleets/${name}-light.svg`, docs), 'utf8')).toBe(light)
      expect(await readFile(new URL(`fleets/${name}-dark.svg`, docs), 'utf8')).toBe(dark)
    }
  })
})

test('A figure that is not as the guide says is named, and one that was not simulated is not.', () => {
  const row = ['10', '1', '2.0', '60.4', '152 ms', '152 ms', '6.1', '2.0']
  const page = `before\n\n${renderRows([row])}\n\nafter`
  expect(readRows(page)).toEqual([row])
  expect(compareRows([row.with(3, '–')], page)).toEqual([])
  expect(compareRows([row.with(2, '3.0')], page)).toEqual([
    '10 processes, Redis commands an hour, of each: used as the token ends: 3.0 instead of 2.0',
  ])
  expect(compareRows([row.with(0, '20')], page)).not.toEqual([])
})
