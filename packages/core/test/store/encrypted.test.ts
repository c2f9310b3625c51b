import { describe, expect, test } from 'vitest'
import { encrypted } from '../../src/encrypted.ts'
import { createMemoryStore, type TokenStore } from '../../src/index.ts'
import { createTestAuth } from '../support/test-adapter.ts'

const { signal } = new AbortController()
const newKey = (usages: KeyUsage[] = ['encrypt', 'decrypt']): Promise<CryptoKey> =>
  crypto.subtle.importKey('raw', crypto.getRandomValues(new Uint8Array(32)), 'AES-GCM', false, usages)
const put = (store: TokenStore, name: string, value: string | undefined): Promise<string | undefined> =>
  store.update(name, async () => value, { signal })

describe('A store that encrypts', () => {
  test('Keeps sessions that clients with the same key share, and that show no token at rest.', async () => {
    const inner = createMemoryStore()
    const key = await newKey()
    const first = createTestAuth({ store: encrypted(inner, key), identity: 'ada' })
    const token = await first.auth.getToken()
    const second = createTestAuth({ store: encrypted(inner, key), identity: 'ada', endpoint: first.endpoint })
    expect((await second.auth.getToken()).value).toBe(token.value)
    expect(first.endpoint.requests).toHaveLength(1)
    const stored = await inner.read('auth:test:auth.example:account:ada', { signal })
    expect(stored).toMatch(/^aes-gcm\.1\.[\w+/=]+$/)
    expect(atob(stored?.slice(10) ?? '')).not.toContain(token.value)
  })

  test('Reads back any text, and never writes the same one alike.', async () => {
    const inner = createMemoryStore()
    const store = encrypted(inner, await newKey())
    for (const value of ['', 'plain', 'ü€😀\u0000', 'x'.repeat(200_000)]) {
      expect(await put(store, 'a', value)).toBe(value)
      expect(await store.read('a', { signal })).toBe(value)
    }
    await put(store, 'a', 'same')
    await put(store, 'b', 'same')
    expect(await inner.read('a', { signal })).not.toBe(await inner.read('b', { signal }))
    expect(await put(store, 'a', undefined)).toBeUndefined()
    expect(await store.read('a', { signal })).toBeUndefined()
  })

  test('Leaves alone what a change leaves as it was.', async () => {
    const inner = createMemoryStore()
    const store = encrypted(inner, await newKey())
    await put(store, 'a', 'value')
    const before = await inner.read('a', { signal })
    await store.update('a', async (current) => current, { signal })
    expect(await inner.read('a', { signal })).toBe(before)
  })

  test('Reads with every key that it has, and writes with the first.', async () => {
    const inner = createMemoryStore()
    const [old, next] = [await newKey(), await newKey()]
    await put(encrypted(inner, old), 'a', 'value')
    const both = encrypted(inner, [next, old])
    expect(await both.read('a', { signal })).toBe('value')
    await put(both, 'a', 'newer')
    expect(await encrypted(inner, next).read('a', { signal })).toBe('newer')
    await expect(encrypted(inner, old).read('a', { signal })).rejects.toThrow(/cannot be decrypted/)
  })

  test.for([
    ['with another key', async (inner: TokenStore) => encrypted(inner, await newKey()).read('a', { signal })],
    [
      'under another name',
      async (inner: TokenStore, key: CryptoKey) => {
        await put(inner, 'b', await inner.read('a', { signal }))
        return encrypted(inner, key).read('b', { signal })
      },
    ],
    [
      'after a change',
      async (inner: TokenStore, key: CryptoKey) => {
        await put(inner, 'a', `${(await inner.read('a', { signal }))?.slice(0, -8)}AAAAAAA=`)
        return encrypted(inner, key).read('a', { signal })
      },
    ],
    [
      'where it was never encrypted',
      async (inner: TokenStore, key: CryptoKey) => {
        await put(inner, 'a', '{"version":1}')
        return encrypted(inner, key).read('a', { signal })
      },
    ],
  ] as const)(
    'Does not take a value for "no session" %s: a wrong key must not sign everybody out.',
    async ([, read]) => {
      const inner = createMemoryStore()
      const key = await newKey()
      await put(encrypted(inner, key), 'a', 'value')
      await expect(read(inner, key)).rejects.toThrow(/cannot be decrypted/)
    },
  )

  test('Has the clock of the store inside, and says as it does whether it can be written.', async () => {
    const key = await newKey()
    const inner = createMemoryStore()
    expect(encrypted(inner, key).now).toBeUndefined()
    expect(encrypted(inner, key).canWrite).toBe(true)
    let writable = false
    const special = encrypted({ ...inner, now: async () => 42, canWrite: () => writable }, key)
    expect(await special.now?.()).toBe(42)
    expect(special.canWrite).toBe(false)
    writable = true
    expect(special.canWrite).toBe(true)
  })

  test('Refuses a key that it cannot use.', async () => {
    const encryptOnly = await newKey(['encrypt'])
    const older = await crypto.subtle.generateKey({ name: 'AES-CBC', length: 256 }, false, ['encrypt', 'decrypt'])
    const useless = [encryptOnly, await newKey(['decrypt']), older]
    const wrong = [undefined, 'secret', new Uint8Array(32), ...useless, [], [await newKey(), encryptOnly]]
    for (const key of wrong) {
      expect(() => encrypted(createMemoryStore(), key as CryptoKey)).toThrow(/`keys` must be a CryptoKey for 'AES-GCM'/)
    }
  })
})
