import { encodeBase64 } from '../api/base64.ts'
import { discard } from '../http/call-fetch.ts'
import type { Outgoing } from './outgoing.ts'

/**
 * Returns the response after its body was checked. The platform would check that of a redirect as well when it is
 * followed by hand.
 *
 * @see https://w3c.github.io/webappsec-subresource-integrity/#does-response-match-metadatalist
 */
export async function checkIntegrity(response: Response, { integrity, redirect }: Outgoing): Promise<Response> {
  if (redirect !== 'follow') return response
  const known = [...integrity.matchAll(/(?<!\S)sha(256|384|512)-([\w+/-]+)/g)]
  const strongest = known
    .map(([, size]) => size)
    .sort()
    .at(-1)
  // node-fetch knows no integrity, and nobody can read its clone alone.
  if (!strongest || (response.body && !('getReader' in response.body))) return response
  const bytes = await response.clone().arrayBuffer()
  const digest = new Uint8Array(await crypto.subtle.digest(`SHA-${strongest}`, bytes))
  const expected = encodeBase64(digest).replace(/=+$/, '')
  const given = known.map(([, size, hash = '']) => size === strongest && hash.replace(/-/g, '+').replace(/_/g, '/'))
  if (given.includes(expected)) return response
  discard(response)
  throw new TypeError('fetch failed: the body is not what `integrity` says')
}
