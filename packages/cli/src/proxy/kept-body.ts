import type { IncomingMessage } from 'node:http'

/** As much of a body as core keeps of one: enough for calls of an API, and little beside an upload. */
export const maxKeptBytes: number = 1024 * 1024

/** The start of a body that is sent as it comes, for a second sending. */
export interface KeptBody {
  /** The whole body, once it has come; `undefined` for one that is too long, or that was cut off. */
  complete(): Promise<Buffer | undefined>
  /** Lets go of what was kept. */
  release(): void
}

/** Listens to a body. Whoever pipes it elsewhere decides how fast it comes. */
export function keepBody(incoming: IncomingMessage): KeptBody {
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
  return {
    release,
    complete() {
      return new Promise((resolve) => {
        const end = (): void => resolve(isKept && incoming.complete ? Buffer.concat(chunks) : undefined)
        if (!isKept || incoming.readableEnded || incoming.destroyed) return end()
        incoming.once('close', end)
        incoming.once('end', end)
        // Once it is too long, nobody waits for the rest.
        incoming.on('data', () => {
          if (!isKept) end()
        })
      })
    },
  }
}

/** Whether a request has a body: https://www.rfc-editor.org/rfc/rfc9112#section-6.3 */
export function hasBody({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0
}
