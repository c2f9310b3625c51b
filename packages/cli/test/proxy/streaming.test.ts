import { request as send } from 'node:http'
import { expect, test } from 'vitest'
import { proxyTo } from '../support/proxied.ts'

test('Events reach the client one by one, while the answer goes on.', async () => {
  let emit = (_text: string): void => {}
  const { origin } = await proxyTo((_, outgoing) => {
    outgoing.writeHead(200, { 'content-type': 'text/event-stream' })
    outgoing.flushHeaders()
    emit = (event) => void outgoing.write(`data: ${event}\n\n`)
  })
  const response = await fetch(`${origin}/events`)
  expect(response.headers.get('content-type')).toBe('text/event-stream')
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
  for (const event of ['one', 'two', 'three']) {
    emit(event)
    expect(await reader?.read()).toEqual({ done: false, value: `data: ${event}\n\n` })
  }
  await reader?.cancel()
})

test('A body is passed on as it comes, and an answer may begin before it has ended.', async () => {
  const { origin } = await proxyTo((incoming, outgoing) => {
    outgoing.writeHead(200)
    incoming.pipe(outgoing)
  })
  const client = send(`${origin}/echo`, { method: 'POST' })
  client.write('ping')
  const message = await new Promise<AsyncIterable<Buffer>>((resolve) => client.once('response', resolve))
  const parts = message[Symbol.asyncIterator]()
  expect(String((await parts.next()).value)).toBe('ping')
  client.end('pong')
  expect(String((await parts.next()).value)).toBe('pong')
  expect((await parts.next()).done).toBe(true)
})

test('A client that goes away ends the request at the API.', async () => {
  const leaving = new AbortController()
  let gone: Promise<unknown> | undefined
  const { origin } = await proxyTo((_, outgoing) => {
    gone = new Promise((resolve) => outgoing.once('close', resolve))
    outgoing.writeHead(200)
    outgoing.write('a start')
  })
  const response = await fetch(`${origin}/endless`, { signal: leaving.signal })
  expect(response.status).toBe(200)
  leaving.abort()
  await gone
})

test.each([200, 401])('An answer of %i that breaks off does not look complete.', async (status) => {
  const { origin } = await proxyTo((_, outgoing) => {
    outgoing.writeHead(status)
    outgoing.write('a start', () => outgoing.destroy())
  })
  const broken = fetch(`${origin}/broken`).then((response) => response.text())
  await expect(broken).rejects.toThrow(/terminated|fetch failed/)
})

test('What an API sends encoded reaches the client as it is.', async () => {
  const { origin } = await proxyTo((_, outgoing) => {
    outgoing.writeHead(200, { 'content-encoding': 'gzip', 'content-length': 3 })
    outgoing.end(Buffer.from([1, 2, 3]))
  })
  const client = send(`${origin}/encoded`)
  const message = await new Promise<AsyncIterable<Buffer> & { headers: object }>((resolve) => {
    client.once('response', resolve).end()
  })
  expect(message.headers).toMatchObject({ 'content-encoding': 'gzip', 'content-length': '3' })
  const chunks: Buffer[] = []
  for await (const chunk of message) chunks.push(chunk)
  expect([...Buffer.concat(chunks)]).toEqual([1, 2, 3])
})
