import { unlessAborted } from '../wait-for.ts'
import { checkBody, givenBody, type OutgoingBody } from './body.ts'

const maxKeptBytes = 1024 * 1024
const maxTailBytes = 64 * 1024

type Chunk = Uint8Array<ArrayBuffer>

/**
 * The body of a Request, which shows nothing but a stream. What lies in memory is read, and sent as it would have been.
 * A body that is still to come is sent as it comes, and kept up to 1 MiB for a second sending.
 */
export async function readRequestBody(request: Request, signal: AbortSignal | undefined): Promise<OutgoingBody> {
  // Firefox does not show the stream: https://bugzilla.mozilla.org/show_bug.cgi?id=1387483
  if (request.body === undefined) {
    const bytes = await request.arrayBuffer()
    return givenBody(bytes.byteLength > 0 ? bytes : undefined)
  }
  return request.body ? keepStart(request.body, signal) : givenBody(undefined)
}

/** A stream that can be sent a second time for as long as it is short, whether or not it has ended. */
async function keepStart(stream: ReadableStream<Chunk>, signal: AbortSignal | undefined): Promise<OutgoingBody> {
  const reader = stream.getReader()
  const chunks: Chunk[] = []
  let size = 0
  let ended = false
  let reading: Promise<void> | undefined
  let sendings = 0
  let isSending = false
  let isReleased = false

  /** Reads one more piece. Who asks meanwhile waits for the same one. */
  function read(): Promise<void> {
    reading ??= reader
      .read()
      .then(({ done, value }) => {
        ended = done
        if (!value) return
        chunks.push(value)
        size += value.byteLength
      })
      .finally(() => {
        reading = undefined
      })
    // Who waits for it may have gone.
    reading.catch(() => {})
    return reading
  }

  const body: OutgoingBody = {
    get replayable() {
      return !isReleased && size <= maxKeptBytes
    },
    open() {
      const sending = ++sendings
      let next = 0
      isSending = true
      const source: UnderlyingDefaultSource<Chunk> = {
        async pull(controller) {
          if (next === chunks.length && !ended) await read()
          if (sending !== sendings) return controller.error(new TypeError('the body is sent again'))
          const chunk = chunks[next++]
          if (chunk) controller.enqueue(chunk)
          else controller.close()
          // What is not sent again is not kept.
          if (!body.replayable) next -= chunks.splice(0, next).length
        },
        cancel(reason) {
          if (sending !== sendings) return
          isSending = false
          if (!body.replayable) body.release(reason)
        },
      }
      return checkBody(new ReadableStream(source, { highWaterMark: 0 }))
    },
    release(failure) {
      isReleased = true
      if (failure !== undefined || !isSending) reader.cancel(failure).catch(() => {})
    },
  }
  try {
    // A little beyond the limit, where a body that lies there in one piece ends.
    let limit = maxKeptBytes
    while (!ended && size <= limit && (await arrives(read(), signal))) {
      signal?.throwIfAborted()
      if (limit === maxKeptBytes && size > limit) limit = size + maxTailBytes
    }
  } catch (error) {
    body.release(error)
    throw error
  }
  return ended ? givenBody(new Blob(chunks), body.replayable) : body
}

/**
 * Whether a piece of a body is there at once, as what lies in memory is: within two turns of the event loop. A browser
 * sends no body before it ends, and over HTTP/1.1 no stream at all: there it is waited for.
 */
function arrives(piece: Promise<void>, signal: AbortSignal | undefined): Promise<boolean> {
  const arrived = piece.then(() => true)
  if (/^Mozilla/.test(`${globalThis.navigator?.userAgent}`)) return signal ? unlessAborted(arrived, signal) : arrived
  let timer: ReturnType<typeof setTimeout>
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => {
      timer = setTimeout(resolve, 0, false)
    }, 0)
  })
  return Promise.race([arrived, late]).finally(() => clearTimeout(timer))
}
