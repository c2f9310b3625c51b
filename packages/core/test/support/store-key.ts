/** The key under which clients of the test provider keep somebody's session, unless they say otherwise. */
export function storeKey(identity = 'ada'): string {
  return `auth:test:auth.example:account:${identity}`
}
