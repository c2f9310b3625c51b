import type { ClientRequest, IncomingMessage, ServerResponse } from 'node:http'
import { type Answer, mayReject, readAnswer } from './answer.ts'
import { corsHeaders } from './cors.ts'
import { requestHeaders, responseHeaders } from './forwarded-headers.ts'
import { hasBody, type KeptBody, sendAndKeep } from './kept-body.ts'
import type { ProxyParts } from './parts.ts'
import { createProblem, type Problem, problemOf, UpstreamError } from './problem.ts'

const idempotent = new Set(['GET', 'HEAD', 'OPTIONS', 'PUT', 'DELETE', 'TRACE'])

/** Carries one request to the API, and its answer back. */
export async function exchange(
  { auth, upstream, metrics, rejections, secrets }: ProxyParts,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  const end = metrics.begin()
  const gone = new AbortController()
  let running: ClientRequest | undefined
  outgoing.once('close', () => {
    end(outgoing.writableFinished ? outgoing.statusCode : 0)
    if (outgoing.writableFinished) return
    gone.abort()
    running?.destroy()
  })
  const { method = 'GET' } = incoming
  const path = upstream.pathOf(incoming.url)
  if (path === undefined) {
    return fail(createProblem(400, { code: 'invalid_target', message: 'the path leads out of the API' }))
  }
  let kept: KeptBody | undefined
  try {
    const presented = await auth.headers()
    if (gone.signal.aborted) return
    const message = await sendFirst(path, presented)
    if (!mayReject(message)) {
      kept?.release()
      return relay({ message, start: [] })
    }
    const first = await readAnswer(message)
    const body = await kept?.complete()
    const canSendAgain = !kept || body !== undefined
    const settled = await rejections.settle(auth, {
      ...{ url: upstream.urlOf(path), method, first, presented, signal: gone.signal },
      sendAgain: canSendAgain ? (fresh) => sendAgain(path, fresh, body) : undefined,
    })
    if (settled !== first) message.destroy()
    relay(settled)
  } catch (error) {
    if (!gone.signal.aborted) fail(await problemOf(error, secrets))
  } finally {
    kept?.release()
  }

  /** Sends the body as it comes. */
  function sendFirst(target: string, presented: Readonly<Record<string, string>>): Promise<IncomingMessage> {
    const start = (): ClientRequest => {
      const request = open(target, presented)
      if (hasBody(incoming)) kept = sendAndKeep(incoming, request)
      else request.end()
      return request
    }
    return answerOf(start, !hasBody(incoming) && idempotent.has(method), gone.signal)
  }

  async function sendAgain(
    target: string,
    presented: Readonly<Record<string, string>>,
    body: Buffer | undefined,
  ): Promise<Answer> {
    gone.signal.throwIfAborted()
    metrics.noteReplay()
    const start = (): ClientRequest => open(target, presented).end(body)
    return readAnswer(await answerOf(start, idempotent.has(method), gone.signal))
  }

  function open(target: string, presented: Readonly<Record<string, string>>): ClientRequest {
    const headers = requestHeaders(incoming.rawHeaders, incoming.headers.connection, upstream.host, presented)
    running = upstream.open({ method, path: target, headers })
    return running
  }

  function relay({ message, start }: Answer): void {
    const cors = corsHeaders(incoming)
    const { locationOf } = upstream
    const headers = responseHeaders(message.rawHeaders, message.headers.connection, {
      locationOf,
      isCors: cors.length > 0,
    })
    outgoing.writeHead(
      message.statusCode ?? 502,
      // Node takes it as it comes, and does not give it on with a control character.
      message.statusMessage?.replace(/[^\t\x20-\x7e\x80-\xff]/g, ''),
      cors.length > 0 ? [...headers, ...cors] : headers,
    )
    // An event stream may say nothing for a long time.
    if (message.headers['content-length'] === undefined) outgoing.flushHeaders()
    for (const chunk of start) outgoing.write(chunk)
    // What was cut off must not look as if it were complete.
    const cutOff = (): void => {
      if (!message.complete) outgoing.destroy()
    }
    message.once('error', cutOff).once('close', cutOff)
    // Who has answered in full does not read the rest of a request.
    message.once('end', () => running?.writableEnded || running?.destroy())
    if (message.readableEnded) outgoing.end()
    else if (message.destroyed) cutOff()
    else message.pipe(outgoing)
  }

  function fail({ status, headers, body }: Problem): void {
    if (outgoing.headersSent) {
      outgoing.destroy()
      return
    }
    // Of a body that nobody reads, the rest would be taken for the next request.
    const isUnread = hasBody(incoming) && !incoming.complete
    outgoing.writeHead(status, [...headers, ...corsHeaders(incoming), ...(isUnread ? ['Connection', 'close'] : [])])
    outgoing.end(body)
  }
}

/**
 * Waits for an answer. A connection that was kept may have been closed at the other end while the request was on its way:
 * what may be repeated is sent once more, as browsers do, unless an answer has begun or the client has gone.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9112#section-9.3.1
 */
function answerOf(start: () => ClientRequest, mayRepeat: boolean, gone: AbortSignal): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    let isRepeatable = mayRepeat
    const attempt = (): void => {
      const request = start()
      request.once('response', (message) => {
        isRepeatable = false
        resolve(message)
      })
      // Nobody has asked for another protocol. Without a listener, the connection would end without an error.
      request.once('upgrade', (_message, socket) => {
        socket.destroy()
        reject(new UpstreamError(new Error('another protocol')))
      })
      request.on('error', (error) => {
        const wasReset = request.reusedSocket && 'code' in error && error.code === 'ECONNRESET'
        if (!isRepeatable || !wasReset || gone.aborted) return reject(new UpstreamError(error))
        isRepeatable = false
        attempt()
      })
    }
    attempt()
  })
}
