import type { IncomingMessage } from 'node:http'

const longest = 65_536

/** The body as text; undefined when it is longer than any that makes sense. */
export async function readText(incoming: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of incoming) {
    length += chunk.length
    // Read to its end, so that the answer arrives, and not kept.
    if (length <= longest) chunks.push(chunk)
  }
  return length > longest ? undefined : Buffer.concat(chunks).toString('utf8')
}
