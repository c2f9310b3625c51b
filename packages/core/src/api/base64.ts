/** `btoa` takes Latin-1 only; credentials are UTF-8. */
export function encodeBase64(text: string): string {
  const bytes = new TextEncoder().encode(text)
  // Not spread as arguments: a long text would overflow the stack.
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
}
