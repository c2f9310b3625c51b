import { discard } from '../http/call-fetch.ts'

/**
 * Checks the body of a response as the platform would, which checks that of a redirect as well when it is followed by
 * hand.
 *
 * @see https://w3c.github.io/webappsec-subresource-integrity/#does-response-match-metadatalist
 */
export async function checkIntegrity(response: Response, metadata: string): Promise<void> {
  const known = [...metadata.matchAll(/(?<!\S)sha(256|384|512)-([\w+/-]+)/g)]
  const strongest = known
    .map(([, size]) => size)
    .sort()
    .at(-1)
  // node-fetch knows no integrity, and nobody can read its clone alone.
  if (!strongest || (response.body && !('getReader' in response.body))) return
  const bytes = await response.clone().arrayBuffer()
  const digest = new Uint8Array(await crypto.subtle.digest(`SHA-${strongest}`, bytes))
  const expected = btoa(String.fromCharCode(...digest)).replace(/=+$/, '')
  const given = known.map(([, size, hash = '']) => size === strongest && hash.replace(/-/g, '+').replace(/_/g, '/'))
  if (given.includes(expected)) return
  discard(response)
  throw new TypeError('fetch failed: the body is not what `integrity` says')
}
