import type ky from 'ky'
import { type Peer, secrets } from './peer.ts'

export const kyHook: Peer = {
  name: 'ky',
  note: 'a hook that renews after a 401, as its README shows',
  async open({ load, origin, fetch }) {
    const { default: client } = await load<{ readonly default: typeof ky }>('ky')
    const { username, password } = secrets
    let current: string | undefined
    const signIn = async (): Promise<string> => {
      const body = new URLSearchParams({ grant_type: 'password', username, password })
      const { token } = await client.post<{ token: string }>(`${origin}/token`, { body }).json()
      current = token
      return token
    }
    const api = client.create({
      ...(fetch && { fetch }),
      hooks: {
        beforeRequest: [
          async ({ request }) => {
            current ??= await signIn()
            request.headers.set('Authorization', `Bearer ${current}`)
          },
        ],
        afterResponse: [
          async ({ request, response, retryCount }) => {
            if (response.status !== 401 || retryCount > 0) return
            const headers = new Headers(request.headers)
            headers.set('Authorization', `Bearer ${await signIn()}`)
            return client.retry({ request: new Request(request, { headers }), code: 'TOKEN_REFRESHED' })
          },
        ],
      },
    })
    return { signIn, fetch: (url) => api.get(url) }
  },
}
