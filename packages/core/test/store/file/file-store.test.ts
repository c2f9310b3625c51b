import { chmod, mkdir, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { encrypted } from '../../../src/encrypted.ts'
import { createFileStore } from '../../../src/file-store.ts'
import { unreadableReason } from '../../../src/store/unreadable.ts'
import { createDirectory, type FileDirectory } from '../../support/file-directory.ts'
import { Machine } from '../../support/file-engine.ts'

const { signal } = new AbortController()
const options = { signal }
const key = 'auth:meshy:auth.example:acme:ada'

async function setUp() {
  const directory = await createDirectory()
  const store = createFileStore({ directory: directory.path })
  return { directory, store, write: (text: string | undefined) => store.update(key, async () => text, options) }
}

/** The only record that is stored. */
async function recordOf(directory: FileDirectory): Promise<{ path: string; text: string }> {
  const records = Object.entries(await directory.files()).filter(([path]) => /\/\d+$/.test(path))
  expect(records).toHaveLength(1)
  const [path, text] = records[0] ?? ['', '']
  return { path: join(directory.path, path), text }
}

describe('A file store', () => {
  test('What one has written, another reads, changes and removes.', async () => {
    const { directory, store, write } = await setUp()
    await using _ = directory
    expect(await store.read(key, options)).toBeUndefined()
    expect(await write('one')).toBe('one')
    const other = createFileStore({ directory: directory.path })
    expect(await other.read(key, options)).toBe('one')
    expect(await other.update(key, async (current) => `${current}, two\n`, options)).toBe('one, two\n')
    expect(await store.read(key, options)).toBe('one, two\n')
    expect(await store.update(key, async () => undefined, options)).toBeUndefined()
    expect(await other.read(key, options)).toBeUndefined()
    expect(await write('again')).toBe('again')
    expect(await other.read(key, options)).toBe('again')
  })

  test('Sessions are kept apart, and file names tell nothing about them.', async () => {
    const { directory, store, write } = await setUp()
    await using _ = directory
    await write('ada')
    await store.update(key.toUpperCase(), async () => 'grace', options)
    await store.update(`${key}${'/../'.repeat(300)}`, async () => 'long', options)
    expect(await store.read(key, options)).toBe('ada')
    expect(await store.read(key.toUpperCase(), options)).toBe('grace')
    for (const path of Object.keys(await directory.files())) expect(path).toMatch(/^(\.swept|[0-9a-f]{32}\/\d+)$/)
  })

  test('Nothing of what was replaced stays on the disk.', async () => {
    const { directory, write } = await setUp()
    await using _ = directory
    await write('refresh-token-1')
    await write('refresh-token-2')
    await write('signed out')
    expect(JSON.stringify(await directory.files())).not.toMatch('refresh-token')
    expect((await recordOf(directory)).text).toMatch('signed out')
  })

  test.skipIf(process.platform === 'win32')('Only the user of the process can open what is stored.', async () => {
    await using directory = await createDirectory()
    const inside = join(directory.path, 'sessions/mine')
    const store = createFileStore({ directory: inside })
    await store.update(key, async () => 'secret', options)
    const record = await recordOf(directory)
    const modeOf = async (path: string): Promise<number> => (await stat(path)).mode & 0o777
    expect(await modeOf(inside)).toBe(0o700)
    expect(await modeOf(join(record.path, '..'))).toBe(0o700)
    expect(await modeOf(record.path)).toBe(0o600)
    await chmod(record.path, 0o644)
    expect(await store.read(key, options)).toBe('secret')
    expect(await modeOf(record.path)).toBe(0o600)
  })

  test('With `encrypted` on top, nothing is written that can be read.', async () => {
    const { directory, store } = await setUp()
    await using _ = directory
    const usages: KeyUsage[] = ['encrypt', 'decrypt']
    const secret = crypto.getRandomValues(new Uint8Array(32))
    const safe = encrypted(store, await crypto.subtle.importKey('raw', secret, 'AES-GCM', false, usages))
    await safe.update(key, async () => 'refresh-token-1', options)
    expect(JSON.stringify(await directory.files())).not.toMatch('refresh-token')
    expect(await safe.read(key, options)).toBe('refresh-token-1')
  })

  test.each([
    ['is cut off', (text: string) => text.slice(0, -1)],
    ['is empty', () => ''],
    ['was changed', (text: string) => text.replace('token', 'taken')],
    ['was written by a later version', (text: string) => text.replace('auth-file-store 1', 'auth-file-store 2')],
  ])('A record that %s is never read as something else, locks nobody out, and is set aside.', async (_name, damage) => {
    const { directory, store, write } = await setUp()
    await using _ = directory
    await write('refresh-token-1')
    const record = await recordOf(directory)
    const text = damage(record.text)
    await writeFile(record.path, text)
    expect(unreadableReason((await store.read(key, options)) ?? '')).toMatch(/damaged/)
    expect(await write('new')).toBe('new')
    expect(await store.read(key, options)).toBe('new')
    const aside = Object.entries(await directory.files()).filter(([path]) => path.endsWith('.damaged'))
    expect(aside.map(([, kept]) => kept)).toEqual([text])
  })

  test('What has had its life is read no more.', async () => {
    await using directory = await createDirectory()
    const machine = new Machine()
    const store = machine.store(directory, 1)
    await store.update(key, async () => 'short', { signal, lifeMs: 60_000 })
    machine.pass(59_999)
    expect(await store.read(key, options)).toBe('short')
    machine.pass(1)
    expect(await store.read(key, options)).toBeUndefined()
    expect(await store.update(key, async (current) => `after ${current}`, options)).toBe('after undefined')
  })

  test('A folder that was removed is made again.', async () => {
    const { directory, store, write } = await setUp()
    await using _ = directory
    await write('one')
    const losing = store.update(
      key,
      async (current) => {
        if (current === 'one') await rm(directory.path, { recursive: true })
        return `after ${current}`
      },
      options,
    )
    expect(await losing).toBe('after undefined')
    await rm(directory.path, { recursive: true })
    expect(await store.read(key, options)).toBeUndefined()
    expect(await write('two')).toBe('two')
  })

  test.skipIf(process.platform === 'win32')('A folder that others can open is refused, also later.', async () => {
    const { directory, store, write } = await setUp()
    await using _ = directory
    await chmod(directory.path, 0o755)
    expect(() => createFileStore({ directory: directory.path })).toThrow(
      /^@auth\/core: `directory` .*mode 755.*chmod 700/,
    )
    await expect(write('secret')).rejects.toThrow(/mode 755.*chmod 700/)
    expect(await store.read(key, options)).toBeUndefined()
  })

  test('A folder that is a file, or below one, is refused.', async () => {
    await using directory = await createDirectory()
    const file = join(directory.path, 'file')
    await writeFile(file, '')
    for (const path of [file, join(file, 'below')]) {
      expect(() => createFileStore({ directory: path })).toThrow(TypeError)
      expect(() => createFileStore({ directory: path })).toThrow(/`directory` .*pass the path of a folder/)
    }
    expect(() => createFileStore({ directory: '' })).toThrow(TypeError)
  })

  test('An error of the file system says what to do.', async () => {
    const { directory, store, write } = await setUp()
    await using _ = directory
    await write('one')
    const { path } = await recordOf(directory)
    await rm(join(path, '..'), { recursive: true })
    await writeFile(join(path, '..'), 'in the way')
    await expect(store.read(key, options)).rejects.toThrow(/file store in .* failed: .*pass the path of a folder/)
    await rm(join(path, '..'))
    await mkdir(path, { recursive: true })
    await expect(store.read(key, options)).rejects.toThrow(/file store in .* failed: .*EISDIR/)
  })
})
