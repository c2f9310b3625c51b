import { loadPart } from '@auth/core/adapter'
import { createMeshyAuth } from './create-meshy-auth.ts'
import type { MeshyAuthOptions } from './options.ts'
import type { MeshyRegistration } from './registration.ts'

/**
 * Registers an anonymous user, who can then sign in. Takes the options of {@link createMeshyAuth}, and calls the API
 * host: no token is needed. The account has to allow it.
 *
 * @param user - `username`: the name, unique in the tenant, by default a random UUID, which nobody can guess.
 * @example
 * ```ts
 * const { credentials } = await registerAnonymousUser({ accountName, publicKey })
 * const auth = createMeshyAuth({ accountName, publicKey, credentials })
 * ```
 * @throws {TypeError} for a missing or wrong option
 * @throws {AuthError} `access_denied` where the account does not allow it, `invalid_request` for a name that is taken
 */
export async function registerAnonymousUser(
  options: MeshyAuthOptions,
  user: { readonly username?: string | undefined; readonly signal?: AbortSignal | undefined } = {},
): Promise<MeshyRegistration> {
  // Checks the options. Whose session a store would keep is known only once the user is registered.
  createMeshyAuth({ ...options, store: undefined })
  const { username = crypto.randomUUID(), signal } = user
  if (typeof username !== 'string')
    throw new TypeError('@auth/meshy: registerAnonymousUser: `username` must be a string')
  const { register } = await loadPart('meshy', 'call', () => import('./register.ts'))
  return register(options, username, signal)
}
