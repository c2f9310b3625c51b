import type { IncomingMessage } from 'node:http'
import { type Duplex, pipeline } from 'node:stream'
import { type Answer, mayReject, readAnswer } from './answer.ts'
import { requestHeaders, responseHeaders } from './forwarded-headers.ts'
import { hasBody } from './kept-body.ts'
import type { ProxyParts } from './parts.ts'
import { createProblem, type Problem, problemOf, UpstreamError } from './problem.ts'

interface Upgraded extends Answer {
  readonly socket?: Duplex
  readonly head?: Buffer
}

/** Carries a connection that becomes another, such as a WebSocket. The handshake presents the token. */
export async function upgrade(
  { auth, upstream, metrics, rejections, secrets }: ProxyParts,
  incoming: IncomingMessage,
  client: Duplex,
  head: Buffer,
): Promise<void> {
  const gone = new AbortController()
  client.once('close', () => gone.abort())
  const leave = (): unknown => client.destroy()
  // Of a connection that nobody reads, no end is heard.
  const listen = (): unknown => client.read(0)
  client.on('error', leave).on('end', leave).on('readable', listen)
  const path = upstream.pathOf(incoming.url)
  if (path === undefined) {
    return refuse(client, createProblem(400, { code: 'invalid_target', message: 'the path leads out of the API' }))
  }
  if (hasBody(incoming)) {
    return refuse(client, createProblem(400, { code: 'invalid_request', message: 'a handshake has no body' }))
  }
  try {
    const presented = await auth.headers()
    const first = await shake(path, presented)
    let settled = first
    if (!first.socket && mayReject(first.message)) {
      await rejections.settle(auth, {
        ...{ url: upstream.urlOf(path), method: 'GET', first, presented, signal: gone.signal },
        async sendAgain(fresh) {
          metrics.noteReplay()
          settled = await shake(path, fresh)
          return settled
        },
      })
    }
    relay(settled)
  } catch (error) {
    if (!gone.signal.aborted) refuse(client, await problemOf(error, secrets))
  }

  function shake(target: string, presented: Readonly<Record<string, string>>): Promise<Upgraded> {
    gone.signal.throwIfAborted()
    const headers = requestHeaders(incoming.rawHeaders, incoming.headers.connection, upstream.host, presented)
    headers.push('Connection', 'Upgrade', 'Upgrade', incoming.headers.upgrade ?? '')
    const request = upstream.open({ method: incoming.method ?? 'GET', path: target, headers })
    const wait = new Promise<Upgraded>((resolve, reject) => {
      request.once('upgrade', (message, socket, start) => {
        gone.signal.addEventListener('abort', () => socket.destroy(), { once: true })
        resolve({ message, socket, head: start, start: [] })
      })
      request.once('response', (message) => readAnswer(message).then(resolve, reject))
      request.once('error', (error) => reject(new UpstreamError(error)))
    })
    gone.signal.addEventListener('abort', () => request.destroy(), { once: true })
    request.end()
    return wait
  }

  function relay({ message, socket, head: first, start }: Upgraded): void {
    const headers = responseHeaders(message.rawHeaders, message.headers.connection, upstream)
    if (!socket) {
      client.write(formatHead(message, [...headers, 'Connection', 'close']))
      for (const chunk of start) client.write(chunk)
      // What was cut off must not look as if it were complete.
      pipeline(message, client, () => {})
      return
    }
    metrics.noteUpgrade()
    client.off('end', leave).off('readable', listen)
    client.write(formatHead(message, [...headers, 'Connection', 'Upgrade', 'Upgrade', message.headers.upgrade ?? '']))
    if (first?.length) client.write(first)
    if (head.length > 0) socket.write(head)
    socket.on('error', leave).once('close', leave)
    socket.pipe(client)
    client.pipe(socket)
  }
}

/** Turns a handshake away. */
export function refuse(client: Duplex, { status, headers, body }: Problem): void {
  client.end(formatHead({ statusCode: status }, [...headers, 'Connection', 'close']) + body)
}

function formatHead(
  { statusCode = 502, statusMessage = '' }: Pick<IncomingMessage, 'statusCode' | 'statusMessage'>,
  raw: readonly string[],
): string {
  const lines = raw.flatMap((name, index) => (index % 2 === 0 ? [`${name}: ${raw[index + 1]}`] : []))
  return `HTTP/1.1 ${statusCode} ${statusMessage}\r\n${lines.join('\r\n')}\r\n\r\n`
}
