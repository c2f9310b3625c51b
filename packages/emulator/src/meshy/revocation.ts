import type { Call } from '../contract.ts'
import { noContentType } from '../http.ts'
import { authenticateClient, formOf, type MeshyParts, oauthError } from './token.ts'

/** `POST /connect/revocation` (RFC 7009): an unknown token, or one of another client, is a success too. */
export async function handleRevocation(parts: MeshyParts, call: Call): Promise<Response> {
  if (call.method !== 'POST') return noContentType(405, '')
  const form = await formOf(call)
  if (form === undefined) return noContentType(415, '')
  const publicKey = authenticateClient(parts, call, form)
  if (publicKey === undefined) return oauthError(parts, 'invalid_client')
  const token = form.get('token') ?? ''
  if (token === '') return oauthError(parts, 'invalid_request')
  const hint = form.get('token_type_hint') ?? ''
  if (!['', 'refresh_token', 'access_token'].includes(hint)) return oauthError(parts, 'unsupported_token_type')
  // Access tokens are JWTs, which this server cannot take back.
  parts.sessions.revokeRefreshToken(token, publicKey)
  return noContentType(200, '')
}
