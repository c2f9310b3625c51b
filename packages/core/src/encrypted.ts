import { passOn } from './store/pass-on.ts'
import type { TokenStore } from './store/token-store.ts'
import { unreadable } from './store/unreadable.ts'

const prefix = 'aes-gcm.1.'
// The length that is recommended for AES-GCM: https://csrc.nist.gov/pubs/sp/800/38/d/final, section 5.2.1.1
const ivBytes = 12

const notEncrypted =
  'it is not encrypted. It was stored before the store was wrapped in `encrypted`, or by a client whose store is not'
const undecryptable =
  'none of the `keys` decrypts it. A key is wrong or was retired too early, or the value was changed or cut off, as a cookie that is too long may be'

/** A `CryptoKey`, whose name the types of Node without those of browsers do not have. */
export type EncryptionKey = Parameters<typeof crypto.subtle.encrypt>[1]

interface Decrypted {
  readonly text: string
  /** The key that fitted. */
  readonly key?: EncryptionKey
}

/**
 * Wraps a store so that sessions are encrypted at rest, with AES-GCM. A value is bound to its name: moved to another
 * one, it cannot be read. While a value cannot be read, calls fail with `store_failed`, which says what may be wrong, and
 * the value stays as it is; `signIn` and `signOut` replace it.
 *
 * @param keys - A WebCrypto key for AES-GCM that may encrypt and decrypt, or several: the first encrypts, each is tried
 *   to decrypt, so that keys can be replaced one by one. A session under one of the others is written back under the
 *   first when it is renewed, or taken over by another client.
 * @throws {TypeError} for a key that is not one of AES-GCM, or may not be used so
 * @example
 * ```ts
 * const key = await crypto.subtle.importKey('raw', secret32Bytes, 'AES-GCM', false, ['encrypt', 'decrypt'])
 * const auth = createMeshyAuth({ accountName, publicKey, store: encrypted(store, key), identity: userId })
 * ```
 */
export function encrypted(store: TokenStore, keys: EncryptionKey | readonly EncryptionKey[]): TokenStore {
  const all = Array.isArray(keys) ? keys : [keys]
  const [first] = all
  if (!isKeyFor(first, 'encrypt') || !all.every((key) => isKeyFor(key, 'decrypt'))) {
    throw new TypeError(
      "@auth/core: `keys` must be a CryptoKey for 'AES-GCM' that may encrypt and decrypt, or a list of them",
    )
  }

  async function encrypt(name: string, value: string): Promise<string> {
    const iv = crypto.getRandomValues(new Uint8Array(ivBytes))
    const bytes = await crypto.subtle.encrypt(parameters(iv, name), first, new TextEncoder().encode(value))
    return prefix + toText(new Uint8Array([...iv, ...new Uint8Array(bytes)]))
  }

  async function decrypt(name: string, stored: string | undefined): Promise<Decrypted | undefined> {
    if (stored === undefined) return undefined
    const bytes = toBytes(stored)
    if (!bytes) return { text: unreadable(notEncrypted) }
    for (const key of all) {
      try {
        const plain = await crypto.subtle.decrypt(parameters(bytes.slice(0, ivBytes), name), key, bytes.slice(ivBytes))
        return { text: new TextDecoder().decode(plain), key }
      } catch {
        // Another key may fit.
      }
    }
    return { text: unreadable(undecryptable) }
  }

  return {
    ...passOn(store),
    async read(name, options) {
      const found = await decrypt(name, await store.read(name, options))
      // Under a key that is on its way out, it is to be taken over in an update, which writes it anew.
      const isAging = found?.key !== undefined && found.key !== first
      return isAging && 'asItIs' in options && options.asItIs ? undefined : found?.text
    },
    async update(name, change, options) {
      const written = await store.update(
        name,
        async (stored, signal) => {
          const current = await decrypt(name, stored)
          const plain = await change(current?.text, signal)
          if (plain === undefined) return undefined
          // What did not change is not written anew, unless its key is on the way out.
          const stays = plain === current?.text && (current.key === undefined || current.key === first)
          return stays ? stored : encrypt(name, plain)
        },
        options,
      )
      // Not what `change` returned last: a store may run it more than once.
      return (await decrypt(name, written))?.text
    },
  }
}

function isKeyFor(key: unknown, usage: KeyUsage): key is EncryptionKey {
  // Not by its class: a native module may bring WebCrypto without the name of that.
  const { algorithm, usages } = Object(key) as Partial<CryptoKey> // each is checked here
  return algorithm?.name === 'AES-GCM' && usages?.includes(usage) === true
}

function parameters(iv: Uint8Array<ArrayBuffer>, name: string): AesGcmParams {
  return { name: 'AES-GCM', iv, additionalData: new TextEncoder().encode(name) }
}

function toText(bytes: Uint8Array): string {
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
}

/** The bytes of a stored text; `undefined` where it was not encrypted. None at all where it is damaged. */
function toBytes(stored: string): Uint8Array<ArrayBuffer> | undefined {
  if (!stored.startsWith(prefix)) return undefined
  try {
    return Uint8Array.from(atob(stored.slice(prefix.length)), (character) => character.charCodeAt(0))
  } catch {
    return new Uint8Array()
  }
}
