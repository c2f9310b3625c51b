import { connect, createServer, type Socket } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { createAccount } from '../support/account.ts'
import { startProxy } from '../support/proxied.ts'

/** An API that shows what arrives, byte for byte, behind a proxy. */
async function showArrivals(answer: string): Promise<{ port: number; arrived: () => string }> {
  let arrived = ''
  const server = createServer((socket) => {
    socket.on('error', () => {})
    socket.on('data', (chunk) => {
      arrived += chunk.toString('latin1')
      if (arrived.endsWith('hello') || !/content-length/i.test(arrived)) socket.write(answer)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  const { environment } = await createAccount()
  const address = server.address()
  const port = address && typeof address === 'object' ? address.port : 0
  const { origin } = await startProxy(['genlogs'], {
    ...environment,
    GENLOGS_API_BASE_URL: `http://127.0.0.1:${port}`,
  })
  return { port: Number(new URL(origin).port), arrived: () => arrived }
}

/** Sends these bytes, and waits for the first line of the answer. */
function send(port: number, text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket: Socket = connect(port, '127.0.0.1', () => socket.write(text))
    onTestFinished(() => void socket.destroy())
    socket.once('data', (chunk) => resolve(chunk.toString('latin1').split('\r\n')[0] ?? ''))
    socket.once('error', reject)
  })
}

test.each(['GET', 'DELETE', 'OPTIONS', 'POST', 'PUT'])(
  'A %s whose `Connection` names the length of the body arrives as one request, with its body framed.',
  async (method) => {
    const { port, arrived } = await showArrivals('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok')
    const head = [`${method} /a HTTP/1.1`, 'Host: localhost', 'Connection: close, Content-Length, Host']
    expect(await send(port, `${[...head, 'Content-Length: 5'].join('\r\n')}\r\n\r\nhello`)).toBe('HTTP/1.1 200 OK')
    expect(arrived()).toMatch(/^\w+ \/a HTTP\/1\.1\r\nHost: 127\.0\.0\.1:\d+\r\n/)
    expect(arrived()).toMatch(/\r\nContent-Length: 5\r\n(.+\r\n)*\r\nhello$/)
    expect(arrived().match(/HTTP\/1\.1/g)).toHaveLength(1)
  },
)
