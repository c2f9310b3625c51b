import type { ClientRequest, IncomingMessage } from 'node:http'

/** As much of a body as core keeps of one: enough for calls of an API, and little beside an upload. */
export const maxKeptBytes: number = 1024 * 1024

/** The start of a body that is sent as it comes, for a second sending. */
export interface KeptBody {
  /**
   * The whole body, once it has come; `undefined` for one that is too long, or that was cut off. Nobody else gets the
   * rest of it.
   */
  complete(): Promise<Buffer | undefined>
  /** Lets go of what was kept. */
  release(): void
}

/** Sends a body as it comes, and keeps the start. */
export function sendAndKeep(incoming: IncomingMessage, request: ClientRequest): KeptBody {
  let chunks: Buffer[] = []
  let size = 0
  let isKept = true
  const release = (): void => {
    isKept = false
    chunks = []
    incoming.off('data', keep)
  }
  const keep = (chunk: Buffer): void => {
    size += chunk.length
    if (size > maxKeptBytes) release()
    else chunks.push(chunk)
  }
  incoming.on('data', keep)
  incoming.pipe(request)
  return {
    release,
    async complete() {
      if (isKept && !incoming.readableEnded && !incoming.destroyed) await readRest()
      return isKept && incoming.complete ? Buffer.concat(chunks) : undefined
    },
  }

  /** Whoever has answered already wants no more of it, and may have closed the connection. */
  function readRest(): Promise<void> {
    return new Promise((resolve) => {
      incoming.once('close', resolve).once('end', resolve)
      // Once it is too long, nobody waits for the rest.
      incoming.on('data', () => isKept || resolve())
      incoming.unpipe(request)
      incoming.resume()
    })
  }
}

/** Whether a request has a body: https://www.rfc-editor.org/rfc/rfc9112#section-6.3 */
export function hasBody({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0
}
