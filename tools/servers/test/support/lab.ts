import { isAuthError } from '@auth/core'
import { createMeshyAuth, type MeshyAuth } from '@auth/meshy'
import { password, publicKey } from '../../src/product.ts'
import type { LoggedRequest } from '../../src/request-log.ts'
import { type CopiedStore, createCopiedStore } from './copied-store.ts'
import type { RunningServer } from './launch.ts'

/** One user of one server, and clients of theirs. */
export interface Lab {
  readonly server: RunningServer
  readonly account: string
  readonly store: CopiedStore
  /** A service, which signs in by itself. */
  service(given?: { readonly password?: string; readonly publicKey?: string }): MeshyAuth
  /** A person's session, which has no credentials of its own. */
  person(store?: CopiedStore): MeshyAuth
  /** Signs the person in. */
  signIn(auth: MeshyAuth): Promise<unknown>
  /** Leaves out of the count what was sent so far. */
  startCounting(): Promise<void>
  /** What arrived since. */
  requests(): Promise<readonly LoggedRequest[]>
}

export function openLab(server: RunningServer, account: string): Lab {
  const store = createCopiedStore()
  const shared = { accountName: account, publicKey, authBaseUrl: server.url, apiBaseUrl: server.url }
  const credentials = { username: account, password }
  let counted = 0
  return {
    ...{ server, account, store },
    service: (given) =>
      createMeshyAuth({
        ...shared,
        publicKey: given?.publicKey ?? publicKey,
        credentials: { ...credentials, password: given?.password ?? password },
        store,
        identity: account,
      }),
    person: (own = store) => createMeshyAuth({ ...shared, store: own, identity: account }),
    signIn: (auth) => auth.signIn(credentials),
    async startCounting() {
      counted = (await server.requests(account)).length
    },
    requests: async () => (await server.requests(account)).slice(counted),
  }
}

/** The status of an answer, or the code of the error. Any other error is not expected. */
export async function outcomeOf(call: Promise<Response>): Promise<string> {
  try {
    return String((await call).status)
  } catch (error) {
    if (!isAuthError(error)) throw error
    return `\`${error.code}\``
  }
}
