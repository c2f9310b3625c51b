import type { Call } from '../contract.ts'
import { json, noContentType, parseJsonObject } from '../http.ts'
import { meshyUserResource } from './accounts.ts'
import { type MeshyParts, tenantOf } from './token.ts'

/** `GET /users/me` on the API host: who the access token belongs to. */
export function handleResource({ sessions, clock }: MeshyParts, call: Call): Response {
  if (call.method !== 'GET' && call.method !== 'HEAD') return noContentType(405, '')
  const token = /^Bearer +(\S+)$/i.exec(call.headers.get('authorization') ?? '')?.[1]
  if (token === undefined) return unauthorized('Bearer')
  const session = sessions.findByAccessToken(token)
  if (session === undefined || session.tenant !== tenantOf(call)) return unauthorized('Bearer error="invalid_token"')
  return json(200, meshyUserResource(session.user, clock))
}

/** `POST /users/register/anonymous` on the API host. */
export function handleRegister({ options, accounts, clock }: MeshyParts, call: Call): Response {
  if (call.method !== 'POST') return noContentType(405, '')
  if (accounts.publicKey(tenantOf(call)) === undefined) return json(400, { message: 'Tenant is not known.' })
  // ASP.NET reads the names of fields without regard to case.
  const fields = Object.entries(parseJsonObject(call.text) ?? {})
  const username = fields.find(([name]) => name.toLowerCase() === 'username')?.[1]
  if (typeof username !== 'string' || username === '') return json(400, { message: 'Username is required.' })
  if (!options.anonymousRegistration) return json(400, { message: 'Anonymous registration is not enabled.' })
  if (accounts.find(username, tenantOf(call))) return json(400, { message: 'Username is not unique.' })
  return json(201, meshyUserResource(accounts.addAnonymous(username, tenantOf(call)), clock))
}

function unauthorized(challenge: string): Response {
  return json(401, { message: 'Not authorized' }, { 'www-authenticate': challenge })
}
