import type { IncomingMessage } from 'node:http'

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
  return new Response(isEmpty ? null : Buffer.concat(start), { status: Math.max(200, status), headers })
}
