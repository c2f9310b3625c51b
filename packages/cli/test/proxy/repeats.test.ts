import type { ServerResponse } from 'node:http'
import { expect, test } from 'vitest'
import { proxyTo } from '../support/proxied.ts'

/** An API behind a proxy that has a connection to it already, and what arrives there from now on. */
async function proxyWithConnection(answer: (outgoing: ServerResponse) => void): Promise<{
  readonly origin: string
  readonly arrived: readonly string[]
}> {
  const arrived: string[] = []
  const { origin } = await proxyTo(({ method, url }, outgoing) => {
    if (url !== '/other') arrived.push(`${method} ${url}`)
    if (url === '/slow') answer(outgoing)
    else outgoing.end('fine')
  })
  await (await fetch(`${origin}/other`)).text()
  return { origin, arrived }
}

test.each(['GET', 'DELETE'])('A %s whose client has gone is not sent again.', async (method) => {
  const client = new AbortController()
  let gone: Promise<unknown> | undefined
  const { origin, arrived } = await proxyWithConnection((outgoing) => {
    gone = new Promise((resolve) => outgoing.once('close', resolve))
    client.abort()
  })
  await expect(fetch(`${origin}/slow`, { method, signal: client.signal })).rejects.toThrow('aborted')
  await gone
  // What was sent before has arrived when this is answered.
  for (let call = 0; call < 3; call += 1) await (await fetch(`${origin}/other`)).text()
  expect(arrived).toEqual([`${method} /slow`])
})

test('A request whose answer is cut off is not sent again.', async () => {
  const { origin, arrived } = await proxyWithConnection((outgoing) => {
    outgoing.writeHead(200)
    outgoing.write('a start', () => outgoing.socket?.resetAndDestroy())
  })
  await expect(fetch(`${origin}/slow`).then((response) => response.text())).rejects.toThrow()
  for (let call = 0; call < 3; call += 1) await (await fetch(`${origin}/other`)).text()
  expect(arrived).toEqual(['GET /slow'])
})
