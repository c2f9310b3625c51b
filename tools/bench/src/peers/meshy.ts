import { type Peer, secrets } from './peer.ts'

/** Ours, on the same server as the others: MeshyDB speaks OAuth. */
export const meshy: Peer = {
  name: '@auth/meshy',
  note: 'stands for all four: they share what is compared here',
  async open({ load, origin, fetch, shared }) {
    const { createMeshyAuth } = await load<typeof import('@auth/meshy')>('@auth/meshy')
    const { username, password } = secrets
    const options = {
      accountName: 'bench',
      publicKey: secrets.clientId,
      authBaseUrl: origin,
      apiBaseUrl: origin,
      ...(fetch && { fetch }),
    }
    // Clients that share a session are those of people: who signs out is signed out everywhere.
    const auth = shared
      ? // The store is made by the same build of core, which types cannot say.
        createMeshyAuth({ ...options, store: shared.store as never, identity: 'someone' })
      : createMeshyAuth({ ...options, credentials: { username, password } })
    return {
      getToken: (signal) => auth.getToken({ signal }),
      headers: () => auth.headers(),
      fetch: (url) => auth.fetch(url),
      signIn: () => auth.signIn({ username, password }),
      renew: () => auth.refresh(),
      signOut: () => auth.signOut(),
    }
  },
}
