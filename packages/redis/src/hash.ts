/** The digest of a text, in hexadecimal. SHA-1 is what Redis calls its scripts by, and what it can compare by. */
export async function hash(algorithm: 'SHA-1' | 'SHA-256', text: string): Promise<string> {
  const bytes = await crypto.subtle.digest(algorithm, new TextEncoder().encode(text))
  return Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
