import http from 'node:http'

/** An API that answers with a kilobyte; below `/bytes/` with as many bytes as the path says; it counts what it gets. */
const answer = JSON.stringify({ text: 'x'.repeat(1000) })
const chunk = Buffer.alloc(64 * 1024, 120)

const server = http.createServer((incoming, outgoing) => {
  const wanted = Number(/^\/bytes\/(\d+)$/.exec(incoming.url ?? '')?.[1] ?? 0)
  if (wanted > 0) {
    let left = wanted
    const fill = (): void => {
      while (left > 0) {
        const size = Math.min(left, chunk.length)
        left -= size
        if (!outgoing.write(chunk.subarray(0, size))) {
          outgoing.once('drain', fill)
          return
        }
      }
      outgoing.end()
    }
    fill()
    return
  }
  let received = 0
  incoming.on('data', (part) => {
    received += part.length
  })
  incoming.once('end', () => {
    const body = received > 0 ? JSON.stringify({ received }) : answer
    outgoing.writeHead(200, { 'content-type': 'application/json', 'content-length': body.length })
    outgoing.end(body)
  })
})
server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : undefined
  console.log(JSON.stringify({ origin: `http://127.0.0.1:${port}` }))
})
process.once('SIGTERM', () => process.exit())
