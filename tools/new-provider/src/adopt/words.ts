/** The words of a name, in lower case: `X-AuthToken_v2` → `x`, `auth`, `token`, `v2`. */
export function wordsOf(name: string): string[] {
  return name
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z\d]+/)
    .filter((word) => word !== '')
}

/** `accessToken`, `access-token`, `AccessToken` → `access_token`. */
export function toSnakeCase(name: string): string {
  return wordsOf(name).join('_')
}
