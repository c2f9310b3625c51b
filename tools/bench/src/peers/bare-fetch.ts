import { type Peer, secrets } from './peer.ts'

export const bareFetch: Peer = {
  name: 'fetch',
  note: 'the platform alone: the floor',
  async open({ origin, fetch = globalThis.fetch }) {
    const { username, password } = secrets
    return {
      fetch: (url) => fetch(url),
      async signIn() {
        const body = new URLSearchParams({ grant_type: 'password', username, password })
        const response = await globalThis.fetch(`${origin}/token`, { method: 'POST', body })
        return response.json()
      },
    }
  },
}
