/** Bytes as base64. `btoa` takes characters that stand for them. */
export function encodeBase64(bytes: Uint8Array): string {
  // Not spread as arguments: many would overflow the stack.
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
}
