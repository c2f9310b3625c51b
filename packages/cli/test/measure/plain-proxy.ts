import http from 'node:http'
import httpProxy from 'http-proxy'
import { Pool } from 'undici'

/** A reverse proxy that adds a header and knows nothing of tokens: by http-proxy, or by undici. */
const [kind = '', target = ''] = process.argv.slice(2)

function byHttpProxy(): http.RequestListener {
  const agent = new http.Agent({ keepAlive: true })
  const proxy = httpProxy.createProxyServer({ target, agent, changeOrigin: true, headers: { 'access-token': 'fixed' } })
  return (incoming, outgoing) => proxy.web(incoming, outgoing)
}

function byUndici(): http.RequestListener {
  const pool = new Pool(target, { connections: 1000 })
  return (incoming, outgoing) => {
    const { method = 'GET', url = '/', headers } = incoming
    const { connection: _, host: __, 'transfer-encoding': ___, ...forwarded } = headers
    const body = method === 'GET' ? null : incoming
    void pool.stream(
      { path: url, method, headers: { ...forwarded, 'access-token': 'fixed' }, body },
      ({ statusCode, headers: answered }) => {
        const { connection: ____, 'keep-alive': _____, 'transfer-encoding': ______, ...passed } = answered
        return outgoing.writeHead(statusCode, passed)
      },
    )
  }
}

const server = http.createServer(kind === 'undici' ? byUndici() : byHttpProxy())
server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : undefined
  console.log(JSON.stringify({ origin: `http://127.0.0.1:${port}` }))
})
process.once('SIGTERM', () => process.exit())
