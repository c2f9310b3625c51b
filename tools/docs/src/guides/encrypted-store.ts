// #region
import type { TokenStore } from '@auth/core'
import { encrypted } from '@auth/core/encrypted'

/** @param secret - 32 bytes from a secret manager. */
export async function encryptedStore(store: TokenStore, secret: Uint8Array<ArrayBuffer>): Promise<TokenStore> {
  const key = await crypto.subtle.importKey('raw', secret, 'AES-GCM', false, ['encrypt', 'decrypt'])
  return encrypted(store, key)
}
// #endregion
