import { mkdir, readdir, rm, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { TokenStore } from '../../../src/index.ts'
import { createDirectory, type FileDirectory } from '../../support/file-directory.ts'
import { Machine } from '../../support/file-engine.ts'

const { signal } = new AbortController()
const hourMs = 3_600_000
const dayMs = 24 * hourMs

const write = (store: TokenStore, key: string, text: string | undefined, lifeMs?: number) =>
  store.update(key, async () => text, { signal, lifeMs })

const foldersOf = async ({ path }: FileDirectory): Promise<string[]> =>
  (await readdir(path)).filter((name) => !name.startsWith('.'))

/** Writes something a day later, as whoever comes first then, and waits until old sessions were looked through. */
async function sweep(machine: Machine, directory: FileDirectory, isDone: () => Promise<boolean>): Promise<void> {
  machine.pass(2 * dayMs)
  await write(machine.store(directory, 9), 'new', 'new')
  while (!(await isDone())) await new Promise((resolve) => setImmediate(resolve))
}

describe('What a file store leaves behind', () => {
  test('Sessions are dropped that have had their time, and those that somebody has removed.', async () => {
    await using directory = await createDirectory()
    const machine = new Machine()
    const store = machine.store(directory, 1)
    await write(store, 'short', 'short', hourMs)
    await write(store, 'long', 'long', 30 * dayMs)
    await write(store, 'endless', 'endless')
    await write(store, 'removed', 'removed')
    await write(store, 'removed', undefined)
    expect(await foldersOf(directory)).toHaveLength(4)
    await sweep(machine, directory, async () => (await foldersOf(directory)).length === 3)
    expect(await store.read('long', { signal })).toBe('long')
    expect(await store.read('endless', { signal })).toBe('endless')
    expect(await store.read('short', { signal })).toBeUndefined()
    await write(store, 'short', 'begins anew')
    expect(await store.read('short', { signal })).toBe('begins anew')
  })

  test('A session whose lock is held is not dropped, and what its holder writes stays.', async () => {
    await using directory = await createDirectory()
    const machine = new Machine()
    const store = machine.store(directory, 1)
    await write(store, 'held', 'held', hourMs)
    await write(store, 'short', 'short', hourMs)
    const begun = Promise.withResolvers<void>()
    const answer = Promise.withResolvers<string>()
    const change = (): Promise<string> => {
      begun.resolve()
      return answer.promise
    }
    const holding = store.update('held', change, { signal })
    await begun.promise
    await sweep(machine, directory, async () => (await foldersOf(directory)).length === 2)
    answer.resolve('written late')
    await holding
    expect(await store.read('held', { signal })).toBe('written late')
  })

  test('What a process left that was killed in the middle of a write is removed, and never read.', async () => {
    await using directory = await createDirectory()
    const machine = new Machine()
    const store = machine.store(directory, 1)
    await write(store, 'key', 'one')
    const [name = ''] = await foldersOf(directory)
    const old = machine.wallMs / 1000 - 61
    for (const [debris, age] of [
      ['tmp.old', old],
      ['tmp.new', machine.wallMs / 1000],
    ] as const) {
      await writeFile(join(directory.path, name, debris), 'half a tok')
      await utimes(join(directory.path, name, debris), age, age)
    }
    expect(await store.read('key', { signal })).toBe('one')
    await write(store, 'key', 'two')
    expect((await readdir(join(directory.path, name))).filter((entry) => entry.startsWith('tmp.'))).toEqual(['tmp.new'])
    await mkdir(join(directory.path, 'new.old'))
    await utimes(join(directory.path, 'new.old'), old, old)
    await sweep(machine, directory, async () => !(await readdir(directory.path)).includes('new.old'))
    expect(await store.read('key', { signal })).toBe('two')
  })

  test('A process that was killed while it dropped a session keeps nobody from beginning a new one.', async () => {
    await using directory = await createDirectory()
    const machine = new Machine()
    const store = machine.store(directory, 1)
    await write(store, 'key', 'one')
    const [name = ''] = await foldersOf(directory)
    const folder = join(directory.path, name)
    const [version] = await readdir(folder)
    await rm(join(folder, String(version)))
    expect(await store.read('key', { signal })).toBeUndefined()
    await write(store, 'key', 'into an empty folder')
    const [newer] = await readdir(folder)
    await rm(join(folder, String(newer)))
    machine.dead.add(4)
    await writeFile(join(folder, `${newer}.lock.0`), JSON.stringify({ host: 'here', pid: 4 }))
    await write(store, 'key', 'two')
    expect(await store.read('key', { signal })).toBe('two')
    expect(await readdir(folder)).toHaveLength(1)
  })

  test('Whoever was late finds a session that was dropped and begun anew, and overwrites nothing.', async () => {
    await using directory = await createDirectory()
    const machine = new Machine()
    const store = machine.store(directory, 1)
    await write(store, 'key', 'one', hourMs)
    const begun = Promise.withResolvers<void>()
    const answer = Promise.withResolvers<void>()
    let runs = 0
    const late = store.update(
      'key',
      async (current) => {
        runs += 1
        if (runs > 1) return `${current}, seen late`
        begun.resolve()
        await answer.promise
        return 'late'
      },
      { signal },
    )
    await begun.promise
    machine.dead.add(1)
    for (const name of await foldersOf(directory)) await rm(join(directory.path, name), { recursive: true })
    machine.pass(dayMs)
    await write(machine.store(directory, 2), 'key', 'anew')
    answer.resolve()
    expect(await late).toBe('anew, seen late')
  })
})
