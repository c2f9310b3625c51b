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
  const machine = new Machine()
  const engine = createFileEngine(directory.path, machine.environment(1))
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
  return { [Symbol.asyncDispose]: directory[Symbol.asyncDispose], machine, engine, folder, version, overtake }
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

describe('A lock that is taken late', () => {
  test('Does not count beside a later one, though its own number was free.', async () => {
    await using setup = await setUp()
    const { machine, engine, folder, version } = setup
    const lockOf = (number: number, pid: number): string => {
      const path = join(folder, `${version}.lock.${number}`)
      writeFileSync(path, JSON.stringify({ host: 'here', pid }))
      return path
    }
    machine.dead.add(4)
    lockOf(0, 4)
    // Number 1 was taken, and let go of after a silence in which number 2 had been taken.
    let later = ''
    let looks = 0
    const late = interrupt(() => {
      looks += 1
      if (looks === 2) later = lockOf(2, 5)
    })
    let isTaken = false
    const taking = engine.lock('key', { signal: late }).then((lease) => {
      isTaken = true
      return lease
    })
    await machine.looks()
    expect({ later: later !== '', isTaken }).toEqual({ later: true, isTaken: false })
    rmSync(later)
    expect((await taking).current).toBe('one')
  })

  test('Counts for what others have written meanwhile.', async () => {
    await using setup = await setUp()
    let looks = 0
    const late = interrupt(() => {
      looks += 1
      if (looks === 2) setup.overtake(1)
    })
    const lease = await setup.engine.lock('key', { signal: late })
    expect(lease.current).toBe('theirs')
    expect(await lease.replace('theirs', 'mine', { signal })).toBe(true)
  })
})
