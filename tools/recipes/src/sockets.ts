import type { Auth } from '@auth/core'

type SocketClass = new (url: string, options: { headers: Record<string, string> }) => globalThis.WebSocket
// Node takes headers, as the package `ws` does; the types of browsers, which do not, hide it.
const WebSocket = globalThis.WebSocket as unknown as SocketClass

export type Connect = (url: string) => Promise<globalThis.WebSocket>

export function createConnect(auth: Auth<unknown>): Connect {
  // #region
  async function connect(url: string) {
    const headers = await auth.headers(url)
    return new WebSocket(url, { headers })
  }
  // #endregion
  return connect
}
