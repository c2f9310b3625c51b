declare module 'http-proxy' {
  import type { Agent, IncomingMessage, ServerResponse } from 'node:http'

  interface ProxyOptions {
    readonly target: string
    readonly agent: Agent
    readonly changeOrigin: boolean
    readonly headers: Readonly<Record<string, string>>
  }
  const httpProxy: {
    createProxyServer(options: ProxyOptions): { web(incoming: IncomingMessage, outgoing: ServerResponse): void }
  }
  // biome-ignore lint/style/noDefaultExport: it has no other.
  export default httpProxy
}
