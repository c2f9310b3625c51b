import type { TroubleStatus } from '../contract.ts'
import { json } from '../http.ts'
import type { ElasticPathSettings } from './options.ts'

const titles = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  409: 'Conflict',
  422: 'Unprocessable Entity',
} as const

export type ErrorStatus = keyof typeof titles

type Format = Pick<ElasticPathSettings, 'errorStatusType' | 'errorsShape'>

/** An error of the account service. */
export function serviceError(format: Format, status: ErrorStatus, detail?: string): Response {
  const error: Record<string, unknown> = {}
  if (format.errorStatusType !== 'omit') {
    error['status'] = format.errorStatusType === 'number' ? status : String(status)
  }
  error['title'] = titles[status]
  if (detail) error['detail'] = detail
  return json(status, { errors: format.errorsShape === 'object' ? error : [error] })
}

/** An error of the gateway in front of the services: its `status` is a number. */
export function clientTokenError({
  clientTokenErrorTitle,
}: Pick<ElasticPathSettings, 'clientTokenErrorTitle'>): Response {
  return json(401, { errors: [{ status: 401, title: clientTokenErrorTitle }] })
}

/** What the gateway says when the service does not: its `status` is a number. Only 503 is not documented. */
export function troubleError(status: TroubleStatus): Response {
  const errors = {
    429: { title: 'Too Many Requests' },
    500: { title: 'Internal Server Error', detail: 'there was a problem processing your request' },
    503: { title: 'Service Unavailable' },
  }
  return json(status, { errors: [{ status, ...errors[status] }] })
}
