import { describe, expect, test, vi } from 'vitest'
import { encrypted } from '../../src/encrypted.ts'
import { createMemoryStore, type TokenStore } from '../../src/index.ts'
import { unreadableReason } from '../../src/store/unreadable.ts'
import { storeKey } from '../support/store-key.ts'
import { createTestAuth } from '../support/test-adapter.ts'

const { signal } = new AbortController()
const newKey = (usages: KeyUsage[] = ['encrypt', 'decrypt']): Promise<CryptoKey> =>
  crypto.subtle.importKey('raw', crypto.getRandomValues(new Uint8Array(32)), 'AES-GCM', false, usages)
const put = (store: TokenStore, name: string, value: string | undefined): Promise<string | undefined> =>
  store.update(name, async () => value, { signal })

const keep = (store: TokenStore, name: string): Promise<string | undefined> =>
  store.update(name, async (current) => current, { signal })

/** Spoils the value of `a`, or the key, and returns the store that cannot read it. */
type Spoil = (inner: TokenStore) => Promise<TokenStore>

/** Stores a value, and changes what was written. */
function rewriting(change: (stored: string) => string): Spoil {
  return async (inner) => {
    const store = encrypted(inner, await newKey())
    await put(store, 'a', 'value')
    await put(inner, 'a', change((await inner.read('a', { signal })) ?? ''))
    return store
  }
}

const undecryptable = /key.*(wrong|retired).*cookie/s
const unreadables: [string, Spoil, RegExp][] = [
  [
    'with another key',
    async (inner) => {
      await put(encrypted(inner, await newKey()), 'a', 'value')
      return encrypted(inner, [await newKey(), await newKey()])
    },
    undecryptable,
  ],
  [
    'under another name',
    async (inner) => {
      const store = encrypted(inner, await newKey())
      await put(store, 'b', 'value')
      await put(inner, 'a', await inner.read('b', { signal }))
      return store
    },
    undecryptable,
  ],
  ['that was changed', rewriting((stored) => `${stored.slice(0, -8)}AAAAAAA=`), undecryptable],
  ['that lost its end', rewriting((stored) => stored.slice(0, -8)), undecryptable],
  ['that was cut off within a character', rewriting((stored) => stored.slice(0, -3)), undecryptable],
  ['that lost nearly all', rewriting((stored) => stored.slice(0, 14)), undecryptable],
  ['that lost all but its mark', rewriting((stored) => stored.slice(0, 10)), undecryptable],
  ['that was never encrypted', rewriting(() => '{"version":1}'), /not encrypted/],
  ['that is empty', rewriting(() => ''), /not encrypted/],
]

describe('A store that encrypts', () => {
  test('Keeps sessions that clients with the same key share, and that show no token at rest.', async () => {
    const inner = createMemoryStore()
    const key = await newKey()
    const first = createTestAuth({ store: encrypted(inner, key), identity: 'ada' })
    const token = await first.auth.getToken()
    const second = createTestAuth({ store: encrypted(inner, key), identity: 'ada', endpoint: first.endpoint })
    expect((await second.auth.getToken()).value).toBe(token.value)
    expect(first.endpoint.requests).toHaveLength(1)
    const stored = await inner.read(storeKey(), { signal })
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
    expect(await keep(store, 'a')).toBe('value')
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
    expect(await encrypted(inner, old).read('a', { signal })).toMatch(/^unreadable:/)
  })

  test('Writes back under the first key what was under another, also when it did not change.', async () => {
    const inner = createMemoryStore()
    const [older, old, next] = [await newKey(), await newKey(), await newKey()]
    await put(encrypted(inner, older), 'a', 'value')
    expect(await keep(encrypted(inner, [next, old, older]), 'a')).toBe('value')
    expect(await encrypted(inner, next).read('a', { signal })).toBe('value')
    const before = await inner.read('a', { signal })
    await keep(encrypted(inner, [next, old, older]), 'a')
    expect(await inner.read('a', { signal })).toBe(before)
  })

  test.each(unreadables)(
    'Does not take a value for "no session" %s, and says what may be wrong: a wrong key must not sign everybody out.',
    async (_, spoil, reason) => {
      const inner = createMemoryStore()
      const store = await spoil(inner)
      const text = await store.read('a', { signal })
      expect(unreadableReason(text ?? '')).toMatch(reason)
      let seen: string | undefined
      await store.update('a', async (current) => (seen = current), { signal })
      expect(seen).toBe(text)
    },
  )

  test.each(unreadables)('Leaves a value as it is %s, until a change replaces it or removes it.', async (_, spoil) => {
    const inner = createMemoryStore()
    const store = await spoil(inner)
    const before = await inner.read('a', { signal })
    expect(await keep(store, 'a')).toMatch(/^unreadable:/)
    expect(await inner.read('a', { signal })).toBe(before)
    expect(await put(store, 'a', 'another')).toBe('another')
    expect(await store.read('a', { signal })).toBe('another')
    await put(inner, 'a', before)
    expect(await put(store, 'a', undefined)).toBeUndefined()
    expect(await inner.read('a', { signal })).toBeUndefined()
  })

  test('Says what is stored, not what a change brought that was run once too often.', async () => {
    const memory = createMemoryStore()
    const key = await newKey()
    const hasty: TokenStore = {
      read: memory.read,
      update: (name, change, options) =>
        memory.update(
          name,
          async (current, inside) => {
            const first = change(current, inside)
            await first.then(() => change(current, inside))
            return first
          },
          options,
        ),
    }
    let runs = 0
    const change = async (): Promise<string> => `run ${++runs}`
    expect(await encrypted(hasty, key).update('a', change, { signal })).toBe('run 1')
    expect(await encrypted(hasty, key).read('a', { signal })).toBe('run 1')
  })

  test('Has the clock of the store inside, and says as it does whether it can be written.', async () => {
    const key = await newKey()
    const inner = createMemoryStore()
    const canWrite = ({ canWrite }: TokenStore): unknown => (typeof canWrite === 'function' ? canWrite() : canWrite)
    expect(encrypted(inner, key).now).toBeUndefined()
    expect(canWrite(encrypted(inner, key))).toBe(true)
    let writable = false
    const special = encrypted({ ...inner, now: async () => 42, canWrite: () => writable }, key)
    expect(await special.now?.()).toBe(42)
    expect(canWrite(special)).toBe(false)
    writable = true
    expect(canWrite(special)).toBe(true)
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

  test('A key works where nothing has the name `CryptoKey`, as where a native module brings WebCrypto.', async () => {
    vi.stubGlobal('CryptoKey', undefined)
    const store = encrypted(createMemoryStore(), await newKey())
    await put(store, 'a', 'value')
    expect(await store.read('a', { signal })).toBe('value')
    vi.unstubAllGlobals()
  })
})
