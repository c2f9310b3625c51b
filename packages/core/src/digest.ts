/** SHA-256 of a text, as 22 URL-safe characters (128 bits). */
export async function digest(text: string): Promise<string> {
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))
  const base64 = btoa(String.fromCharCode(...new Uint8Array(hash, 0, 16)))
  return base64.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}
