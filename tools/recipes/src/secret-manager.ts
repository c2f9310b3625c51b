import { createMeshyAuth, type MeshyAuth, type MeshyAuthOptions } from '@auth/meshy'

/** A secret manager's client, as far as the recipe needs one. */
export interface Secrets {
  get(name: string, options: { readonly signal: AbortSignal }): Promise<Record<'username' | 'password', string>>
}

export function createAuthWithSecrets(secrets: Secrets, options: MeshyAuthOptions): MeshyAuth {
  // #region
  const auth = createMeshyAuth({
    ...options,
    credentials: async ({ signal }) => {
      const { username, password } = await secrets.get('meshydb', { signal })
      return { username, password }
    },
  })
  // #endregion
  return auth
}
