import { encodeBase64 } from './api/base64.ts'

/** SHA-256 of a text, as 22 URL-safe characters (128 bits). */
export async function digest(text: string): Promise<string> {
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))
  return encodeBase64(new Uint8Array(hash, 0, 16))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')
}
