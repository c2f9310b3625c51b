import { readdir, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { createDirectory, type FileDirectory } from '../../support/file-directory.ts'
import { Machine } from '../../support/file-engine.ts'

const { signal } = new AbortController()
const options = { signal }

interface Holding {
  readonly update: Promise<string | undefined>
  /** Aborted when the holder knows that it has lost the lock. */
  readonly lost: AbortSignal
  finish(next?: string): void
}

/** Takes the lock of `key`, as the process with this number, and holds it. */
async function hold(machine: Machine, directory: FileDirectory, pid: number): Promise<Holding> {
  const begun = Promise.withResolvers<AbortSignal>()
  const answer = Promise.withResolvers<string>()
  let runs = 0
  const change = (current: string | undefined, lost: AbortSignal): Promise<string> | string => {
    begun.resolve(lost)
    runs += 1
    return runs > 1 ? `${current}, seen by ${pid}` : answer.promise
  }
  const update = machine.store(directory, pid).update('key', async (...call) => change(...call), options)
  return { update, lost: await begun.promise, finish: (next = `from ${pid}`) => answer.resolve(next) }
}

/** An update by another process, and whether it is through. */
function follow(machine: Machine, directory: FileDirectory, pid: number, until = signal) {
  const state = { isThrough: false, seen: undefined as string | undefined }
  const update = machine.store(directory, pid).update(
    'key',
    async (current) => {
      state.seen = current
      state.isThrough = true
      return `from ${pid}`
    },
    { signal: until },
  )
  return { state, update }
}

describe('The lock of a file store', () => {
  test('The next waits while the holder lives, however long that takes, and sees what it has written.', async () => {
    await using directory = await createDirectory()
    const machine = new Machine()
    const first = await hold(machine, directory, 1)
    const second = follow(machine, directory, 2)
    await machine.looks()
    // As one that was suspended, whose process is still there.
    machine.monotonicMs += 3_600_000
    await machine.looks()
    expect(second.state.isThrough).toBe(false)
    first.finish()
    expect(await first.update).toBe('from 1')
    expect(await second.update).toBe('from 2')
    expect(second.state.seen).toBe('from 1')
    expect(machine.idleTimers).toBe(0)
  })

  test('A holder that is dead delays nobody, and cannot overwrite what came after it.', async () => {
    await using directory = await createDirectory()
    const machine = new Machine()
    const first = await hold(machine, directory, 1)
    machine.dead.add(1)
    const second = follow(machine, directory, 2)
    expect(await second.update).toBe('from 2')
    first.finish()
    expect(await first.update).toBe('from 2, seen by 1')
    expect(first.lost.aborted).toBe(true)
  })

  test('Of many that find the holder dead, one goes on.', async () => {
    await using directory = await createDirectory()
    const machine = new Machine()
    await hold(machine, directory, 1)
    machine.dead.add(1)
    let inside = 0
    const pids = Array.from({ length: 12 }, (_, index) => index + 2)
    const updates = pids.map((pid) =>
      machine.store(directory, pid).update(
        'key',
        async (current) => {
          inside += 1
          for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve))
          expect(inside).toBe(1)
          inside -= 1
          return String(Number(current ?? 0) + 1)
        },
        options,
      ),
    )
    await Promise.all(updates)
    expect(await machine.store(directory, 2).read('key', options)).toBe('12')
  })

  test('A holder that cannot be looked at is dead once it has been silent for 10 s.', async () => {
    await using directory = await createDirectory()
    const machine = new Machine()
    machine.hidden.add(1)
    const first = await hold(machine, directory, 1)
    const second = follow(machine, directory, 2)
    await machine.looks()
    machine.monotonicMs += 10_000
    await machine.looks()
    expect(second.state.isThrough).toBe(false)
    machine.monotonicMs += 1
    expect(await second.update).toBe('from 2')
    // It runs again, and knows at once: before anything that it waited for goes on.
    machine.pass(0)
    expect(first.lost.aborted).toBe(true)
    first.finish()
    expect(await first.update).toBe('from 2, seen by 1')
  })

  test('A holder that says that it is there is left alone, whatever the clocks say.', async () => {
    await using directory = await createDirectory()
    const machine = new Machine()
    machine.hidden.add(1)
    const first = await hold(machine, directory, 1)
    const second = follow(machine, directory, 2)
    for (let beats = 0; beats < 10; beats += 1) {
      const before = await beatsOf(directory)
      machine.pass(2000)
      if (beats === 5) machine.wallMs -= 7_200_000
      while ((await beatsOf(directory)) === before) await machine.looks()
      await machine.looks()
    }
    expect({ through: second.state.isThrough, lost: first.lost.aborted }).toEqual({ through: false, lost: false })
    first.finish()
    await first.update
    expect(await second.update).toBe('from 2')
  })

  test('A lock that says nothing sensible, as after a loss of power, holds for 10 s.', async () => {
    await using directory = await createDirectory()
    const machine = new Machine()
    await follow(machine, directory, 1).update
    const [name = ''] = (await readdir(directory.path)).filter((entry) => !entry.startsWith('.'))
    const [version] = await readdir(join(directory.path, name))
    await writeFile(join(directory.path, name, `${version}.lock.0`), '')
    const second = follow(machine, directory, 2)
    await machine.looks()
    expect(second.state.isThrough).toBe(false)
    machine.monotonicMs += 10_001
    expect(await second.update).toBe('from 2')
  })

  test('Whoever waits gives up at once, and leaves nothing behind.', async () => {
    await using directory = await createDirectory()
    const machine = new Machine()
    const first = await hold(machine, directory, 1)
    const caller = new AbortController()
    const second = follow(machine, directory, 2, caller.signal)
    await machine.looks()
    caller.abort(new Error('enough'))
    await expect(second.update).rejects.toThrow('enough')
    first.finish()
    await first.update
    expect(Object.keys(await directory.files())).toHaveLength(2)
    expect(machine.idleTimers).toBe(0)
  })

  test('A caller that gives up lets go of the lock at once.', async () => {
    await using directory = await createDirectory()
    const machine = new Machine()
    const caller = new AbortController()
    const change = (): Promise<string> => {
      caller.abort(new Error('enough'))
      return new Promise(() => {})
    }
    const first = machine.store(directory, 1).update('key', change, { signal: caller.signal })
    await expect(first).rejects.toThrow('enough')
    expect(await follow(machine, directory, 2).update).toBe('from 2')
  })
})

/** When the holder last said that it was there. */
async function beatsOf(directory: FileDirectory): Promise<string> {
  const [path = ''] = Object.keys(await directory.files()).filter((name) => name.includes('.lock.'))
  return String((await stat(join(directory.path, path))).mtimeMs)
}
