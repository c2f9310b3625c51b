import { type Peer, type SharedSession, secrets } from './peer.ts'

interface EpccSdk {
  createShopperClient(
    options: unknown,
    authentication: unknown,
  ): {
    readonly client: { get(options: { readonly url: string }): Promise<unknown> }
    readonly auth: { getValidAccessToken(): Promise<unknown>; clear(): void }
  }
}

export const epccShopper: Peer = {
  name: '@epcc-sdk/sdks-shopper',
  note: 'createShopperClient with a storage of its kind, in memory, that tells its clients of changes',
  async open({ load, origin, fetch, shared = { text: undefined } }) {
    const { createShopperClient } = await load<EpccSdk>('@epcc-sdk/sdks-shopper')
    const { client, auth } = createShopperClient(
      { baseUrl: origin, ...(fetch && { fetch }) },
      { clientId: secrets.clientId, storage: storageOn(shared) },
    )
    return {
      getToken: () => auth.getValidAccessToken(),
      fetch: (url) => client.get({ url: new URL(url).pathname }),
      signIn: () => auth.getValidAccessToken(),
      signOut: async () => auth.clear(),
    }
  },
}

const listeners = new WeakMap<SharedSession, Set<() => void>>()

/** Like the package's adapter of localStorage: clients on one storage are told of each other's changes. */
function storageOn(shared: SharedSession): unknown {
  const all = listeners.get(shared) ?? new Set()
  listeners.set(shared, all)
  return {
    get: () => shared.text,
    set(text: string | undefined) {
      shared.text = text
      for (const listener of all) listener()
    },
    subscribe(listener: () => void) {
      all.add(listener)
      return () => all.delete(listener)
    },
  }
}
