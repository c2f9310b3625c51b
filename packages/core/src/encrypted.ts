import type { TokenStore } from './store/token-store.ts'

const prefix = 'aes-gcm.1.'
// The length that is recommended for AES-GCM: https://csrc.nist.gov/pubs/sp/800/38/d/final, section 5.2.1.1
const ivBytes = 12

/** A `CryptoKey`, whose name the types of Node without those of browsers do not have. */
export type EncryptionKey = Parameters<typeof crypto.subtle.encrypt>[1]

/**
 * Wraps a store so that sessions are encrypted at rest, with AES-GCM. A value is bound to its name: moved to another
 * one, it cannot be read.
 *
 * @param keys - A WebCrypto key for AES-GCM that may encrypt and decrypt, or several: the first encrypts, each is tried
 *   to decrypt, so that keys can be replaced one by one.
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

  async function decrypt(name: string, stored: string | undefined): Promise<string | undefined> {
    if (stored === undefined) return undefined
    const bytes = stored.startsWith(prefix) ? toBytes(stored.slice(prefix.length)) : new Uint8Array()
    for (const key of all) {
      try {
        const plain = await crypto.subtle.decrypt(parameters(bytes.slice(0, ivBytes), name), key, bytes.slice(ivBytes))
        return new TextDecoder().decode(plain)
      } catch {
        // Another key may fit.
      }
    }
    // Not taken for "no session": a wrong key in the configuration would sign everybody out.
    throw new Error('@auth/core: a stored session cannot be decrypted: the key is wrong, or the value was changed')
  }

  return {
    // Members are passed on by hand: a store may be the instance of a class.
    ...(store.now && { now: () => store.now?.() ?? Promise.resolve(Date.now()) }),
    get canWrite() {
      return typeof store.canWrite === 'function' ? store.canWrite() : (store.canWrite ?? true)
    },
    async read(name, options) {
      return decrypt(name, await store.read(name, options))
    },
    async update(name, change, options) {
      let plain: string | undefined
      await store.update(
        name,
        async (stored, signal) => {
          const current = await decrypt(name, stored)
          plain = await change(current, signal)
          if (plain === undefined) return undefined
          // What did not change is not written anew.
          return plain === current ? stored : encrypt(name, plain)
        },
        options,
      )
      return plain
    },
  }
}

function isKeyFor(key: unknown, usage: KeyUsage): key is EncryptionKey {
  return key instanceof CryptoKey && key.algorithm.name === 'AES-GCM' && key.usages.includes(usage)
}

function parameters(iv: Uint8Array<ArrayBuffer>, name: string): AesGcmParams {
  return { name: 'AES-GCM', iv, additionalData: new TextEncoder().encode(name) }
}

function toText(bytes: Uint8Array): string {
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
}

function toBytes(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0))
}
