import type { Call } from '../contract.ts'
import { json } from '../http.ts'
import type { GenlogsOptions, GenlogsUser } from './options.ts'
import type { GenlogsSessions } from './sessions.ts'
import { missing, type ValidationProblem } from './validation.ts'

/**
 * What is wrong with `x-api-key`: an answer from something in front of the server, or a problem that the server
 * reports beside the others.
 */
export function checkApiKey(options: Required<GenlogsOptions>, call: Call): Response | ValidationProblem | undefined {
  const key = call.headers.get('x-api-key')
  if (key === options.apiKey) return undefined
  if (options.apiKeyStatus === 401) return json(401, { detail: 'Invalid or missing API key' })
  if (options.apiKeyStatus === 403) return json(403, { message: 'Forbidden' })
  if (key === null) return missing('header', 'x-api-key')
  return { type: 'value_error', loc: ['header', 'x-api-key'], msg: 'Value error, invalid API key', input: '***' }
}

/** The user of the token in `Access-Token`, which has no scheme in front; or the response that rejects it. */
export function checkAccessToken(
  options: Required<GenlogsOptions>,
  sessions: GenlogsSessions,
  call: Call,
): Response | GenlogsUser {
  const token = call.headers.get('access-token') ?? ''
  if (token === '') return tokenError(401, 'Token is missing', 'TOKEN_MISSING')
  const user = sessions.findByAccessToken(token)
  if (user === undefined) return tokenError(401, 'Token is invalid', 'TOKEN_INVALID')
  return user === 'expired' ? tokenError(options.expiredTokenStatus, 'Token has expired', 'TOKEN_EXPIRED') : user
}

/** Of the subcodes only `TOKEN_MISSING` is published. */
export function tokenError(status: number, message: string, subcode: string): Response {
  return json(status, { detail: { message, subcode } })
}
