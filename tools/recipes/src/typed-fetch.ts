// #region
import { type Auth, AuthError, isAuthError } from '@auth/core'

/** As `auth.fetch`, but when the API cannot be reached, that is an AuthError too. */
export function createTypedFetch(auth: Auth<unknown>, provider: string): typeof auth.fetch {
  return (input, init) =>
    auth.fetch(input, init).catch((error: unknown) => {
      const signal = init?.signal ?? (input instanceof Request ? input.signal : undefined)
      if (isAuthError(error) || signal?.aborted) throw error
      throw new AuthError({ code: 'network', provider, phase: 'request', message: 'the API could not be reached' })
    })
}
// #endregion
