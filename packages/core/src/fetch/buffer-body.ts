import { readStart, type Start } from '../http/read-body.ts'

const maxBufferedBytes = 1024 * 1024

/** The body of a Request is a stream: up to 1 MiB it is kept for a second sending, beyond that it is passed on. */
export async function bufferBody(
  request: Request,
  signal: AbortSignal | undefined,
): Promise<Blob | ArrayBuffer | ReadableStream | undefined> {
  // Firefox does not show the stream: https://bugzilla.mozilla.org/show_bug.cgi?id=1387483
  if (request.body === undefined) {
    const bytes = await request.arrayBuffer()
    return bytes.byteLength > 0 ? bytes : undefined
  }
  if (!request.body) return undefined
  const start = await readStart(request.body, maxBufferedBytes, signal)
  signal?.throwIfAborted()
  return start.complete ? new Blob(start.chunks) : continued(start)
}

function continued({ chunks, reader }: Start): ReadableStream {
  return new ReadableStream({
    async pull(controller) {
      const chunk = chunks.shift() ?? (await reader.read()).value
      if (chunk) controller.enqueue(chunk)
      else controller.close()
    },
    cancel: (reason) => reader.cancel(reason),
  })
}
