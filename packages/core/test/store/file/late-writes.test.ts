import { readdirSync, rmSync, writeFileSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { createFileEngine } from '../../../src/store/file/engine.ts'
import { createRecord, encodeRecord } from '../../../src/store/file/record.ts'
import { createDirectory } from '../../support/file-directory.ts'
import { Machine } from '../../support/file-engine.ts'

const { signal } = new AbortController()

/** A signal that lets something happen in the very moment between the last look at it and the write. */
function interrupt(act: () => void): AbortSignal {
  const own = new AbortController().signal
  own.throwIfAborted = act
  return own
}

async function setUp() {
  const directory = await createDirectory()
  const engine = createFileEngine(directory.path, new Machine().environment(1))
  const first = await engine.lock('key', { signal })
  await first.replace(undefined, 'one', { signal })
  const [name = ''] = (await readdir(directory.path)).filter((entry) => !entry.startsWith('.'))
  const folder = join(directory.path, name)
  const version = Number(readdirSync(folder)[0])
  /** What others do: they write so many records, and clear away all but the last. */
  const overtake = (records: number): void => {
    rmSync(join(folder, String(version)))
    writeFileSync(join(folder, String(version + records)), encodeRecord(createRecord('theirs', undefined)))
  }
  return { [Symbol.asyncDispose]: directory[Symbol.asyncDispose], engine, overtake }
}

describe('A write that comes late', () => {
  test.each([1, 2, 3, 20])(
    'Is refused after %i records by others, though its own number may be free again.',
    async (records) => {
      await using setup = await setUp()
      const lease = await setup.engine.lock('key', { signal })
      const late = interrupt(() => setup.overtake(records))
      expect(await lease.replace('one', 'late', { signal: late })).toBe(false)
      expect(lease.lost.aborted).toBe(true)
      expect(await setup.engine.read('key', { signal })).toBe('theirs')
    },
  )

  test('Is refused where others have written the same: it was not this one.', async () => {
    await using setup = await setUp()
    const lease = await setup.engine.lock('key', { signal })
    const late = interrupt(() => setup.overtake(2))
    expect(await lease.replace('one', 'theirs', { signal: late })).toBe(false)
  })

  test('Does not happen once nobody waits for it any more.', async () => {
    await using setup = await setUp()
    const caller = new AbortController()
    const lease = await setup.engine.lock('key', { signal })
    caller.abort(new Error('enough'))
    await expect(lease.replace('one', 'late', { signal: caller.signal })).rejects.toThrow('enough')
    await lease.release()
    expect(await setup.engine.read('key', { signal })).toBe('one')
  })
})
