import type { IncomingMessage } from 'node:http'
import zlib from 'node:zlib'

/** As much as core reads of an answer that may reject the token, and as long as it waits for it. */
const maxRejectionBytes = 64 * 1024
const maxRejectionMs = 1000

/** An answer of the API. Of one that may reject the token, the start of the body is read. */
export interface Answer {
  readonly message: IncomingMessage
  readonly start: readonly Buffer[]
}

/** Whether an answer may be about the token. */
export function mayReject({ statusCode }: IncomingMessage): boolean {
  return statusCode === 401 || statusCode === 403
}

/** Reads the start of an answer, and leaves the rest where it is. */
export async function readAnswer(message: IncomingMessage): Promise<Answer> {
  if (!mayReject(message)) return { message, start: [] }
  const start: Buffer[] = []
  let size = 0
  await new Promise<void>((resolve) => {
    const end = (): void => {
      clearTimeout(timer)
      message.pause()
      message.off('data', take).off('end', end).off('close', end)
      resolve()
    }
    const take = (chunk: Buffer): void => {
      start.push(chunk)
      size += chunk.length
      if (size >= maxRejectionBytes) end()
    }
    const timer = setTimeout(end, maxRejectionMs)
    message.on('data', take).once('end', end).once('close', end)
  })
  return { message, start }
}

/** The answer as core reads it, to see what it is about. The body that the client gets is another. */
export function asResponse({ message, start }: Answer): Response {
  const headers = new Headers()
  for (let index = 0; index < message.rawHeaders.length; index += 2) {
    headers.append(message.rawHeaders[index] ?? '', message.rawHeaders[index + 1] ?? '')
  }
  const { statusCode: status = 502 } = message
  const isEmpty = start.length === 0 || status < 200
  const body = isEmpty ? null : decompress(Buffer.concat(start), headers.get('content-encoding') ?? '')
  return new Response(body, { status: Math.max(200, status), headers })
}

/** What clients have asked to be compressed is for them: it is read as what it was before. Of one that is cut off, the start. */
function decompress(body: Buffer<ArrayBuffer>, encoding: string): Buffer<ArrayBuffer> {
  const { Z_SYNC_FLUSH, BROTLI_OPERATION_FLUSH, ZSTD_e_flush } = zlib.constants
  const maxOutputLength = 16 * maxRejectionBytes
  try {
    switch (encoding.trim().toLowerCase()) {
      case 'gzip':
      case 'x-gzip':
      case 'deflate':
        return zlib.unzipSync(body, { finishFlush: Z_SYNC_FLUSH, maxOutputLength })
      case 'br':
        return zlib.brotliDecompressSync(body, { finishFlush: BROTLI_OPERATION_FLUSH, maxOutputLength })
      case 'zstd':
        // Since Node 22.15. Without it, this throws as for a body that is no zstd.
        return zlib.zstdDecompressSync(body, { finishFlush: ZSTD_e_flush, maxOutputLength })
      default:
        return body
    }
  } catch {
    return body
  }
}
