import { type Peer, secrets } from './peer.ts'

interface MoltinSdk {
  gateway(options: unknown): { readonly request: { send(path: string, method: string): Promise<unknown> } }
}

export const moltin: Peer = {
  name: '@moltin/sdk',
  note: 'gateway with a client secret, its storage in memory',
  async open({ load, origin, fetch }) {
    const { gateway } = await load<MoltinSdk>('@moltin/sdk')
    const kept = new Map<string, string>()
    const storage = {
      get: (key: string) => kept.get(key),
      set: (key: string, value: string) => void kept.set(key, value),
      delete: (key: string) => void kept.delete(key),
    }
    const { request } = gateway({
      client_id: secrets.clientId,
      client_secret: secrets.clientSecret,
      protocol: 'http',
      host: new URL(origin).host,
      storage,
      // Its own is node-fetch, which adds its cost to every call.
      custom_fetch: fetch ?? globalThis.fetch,
    })
    const send = (url: string): Promise<unknown> => request.send(new URL(url).pathname.slice('/v2/'.length), 'GET')
    return {
      getToken: () => send(`${origin}/v2/api`),
      fetch: (url) => send(url),
      signIn: () => send(`${origin}/v2/api`),
    }
  },
}
