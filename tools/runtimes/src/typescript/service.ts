import { allowInsecureRequests, isAuthError } from '@auth/core'
import { createFileStore } from '@auth/core/file-store'
import { createLockingStore } from '@auth/core/store'
import { storeConformance } from '@auth/core/store-conformance'
import { createMeshyAuth } from '@auth/meshy'
import { createToken } from '@auth/meshy/api'

/** What a service in TypeScript writes, for its compiler. It never runs. */
export async function nameOfUser(directory: string): Promise<string> {
  await using auth = createMeshyAuth({
    ...{ accountName: 'name', publicKey: 'key', store: createFileStore({ directory }), identity: 'ada' },
    logger: console,
    onEvent: ({ type, at }) => process.stdout.write(`${type} ${at}`),
    [allowInsecureRequests]: true,
  })
  const response = await auth.fetch('/users/me').catch((error: unknown) => {
    if (isAuthError(error, 'reauth_required')) return new Response(error.message)
    throw error
  })
  return response.text()
}

export const others: readonly unknown[] = [createLockingStore, storeConformance, createToken]
