import type { TroubleStatus } from '../contract.ts'
import { json, noContentType } from '../http.ts'
import { type GooruProfile, isNile } from './options.ts'

const seedTypes = {
  400: 'params_invalid',
  401: 'authorization_error',
  403: 'permission_error',
  404: 'unknown_record',
  500: 'api_error',
} as const

export type ErrorStatus = keyof typeof seedTypes

/** An error of a handler, in the shape of its time. Only late servers send a Content-Type with it. */
export function handlerError(profile: GooruProfile, status: ErrorStatus, message: string | null): Response {
  if (isNile({ profile })) return json(status, { message })
  if (profile === 'v3') return noContentType(status, JSON.stringify({ message }))
  const text = status === 500 ? 'Internal API error.' : message
  const error = { code: `AUE${status}`, message: text, type: seedTypes[status] }
  return noContentType(status, JSON.stringify({ errors: [error] }))
}

/** A handler that failed on what it did not expect. */
export function internalError(profile: GooruProfile): Response {
  return handlerError(profile, 500, 'internal api error')
}

/** 429 and 503 can only come from a proxy, whose words are not known. */
export function troubleError(profile: GooruProfile, status: TroubleStatus): Response {
  if (status === 500) return internalError(profile)
  return json(status, { message: status === 429 ? 'Too many requests' : 'Service unavailable' })
}

/** Why a field was refused; servers since 2017. */
export function fieldError(name: string, reason: 'Invalid value' | 'Field not allowed' | 'Missing field'): Response {
  return json(400, { [name]: reason })
}

/** The gateway's own refusals have no body. */
export function gatewayError(status: 401 | 403): Response {
  return new Response(null, { status, statusText: status === 401 ? 'Unauthorized' : 'Forbidden' })
}

export function resourceNotFound(): Response {
  return noContentType(404, '<html><body><h1>Resource not found</h1></body></html>')
}
