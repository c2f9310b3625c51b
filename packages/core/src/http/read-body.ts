import { unlessAborted } from '../wait-for.ts'

type Bytes = ReadableStream<Uint8Array<ArrayBuffer>>

/** A stream as far as it was read, and whether that is all of it. */
interface Start {
  readonly chunks: Array<Uint8Array<ArrayBuffer>>
  readonly complete: boolean
}

/** Reads a stream to its end, or until it is longer than `limit` bytes or `signal` is aborted, and no further. */
async function readStart(stream: Bytes, limit: number, signal: AbortSignal): Promise<Start> {
  const reader = stream.getReader()
  const chunks = []
  try {
    for (let size = 0; size <= limit; ) {
      // Not every stream listens to the signal.
      const { done, value } = await unlessAborted(reader.read(), signal)
      if (done) return { chunks, complete: true }
      chunks.push(value)
      size += value.byteLength
    }
  } catch (error) {
    if (!signal.aborted) throw error
  } finally {
    reader.cancel(signal.reason).catch(() => {})
  }
  return { chunks, complete: false }
}

/** The start of a response's body as text, and whether that is all of it. The rest is not read. */
export async function readBody(
  response: Response,
  limit: number,
  signal: AbortSignal,
): Promise<{ text: string; complete: boolean }> {
  const { body } = response
  // React Native shows no stream.
  const whole = body === undefined ? await unlessAborted(response.text(), signal) : ''
  if (!body) return { text: whole.slice(0, limit), complete: whole.length <= limit }
  const { chunks, complete } = await readStart(webStream(body), limit, signal)
  const bytes = chunks.length === 1 ? chunks[0] : await new Blob(chunks).arrayBuffer()
  return { text: new TextDecoder().decode(bytes).slice(0, limit), complete }
}

/** The body of node-fetch is a stream of Node. */
function webStream(body: Bytes): Bytes {
  if ('getReader' in body) return body
  const { from } = ReadableStream as unknown as { from(body: object): Bytes } // Node has it, TypeScript's library has not
  return from(body)
}
