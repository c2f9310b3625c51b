import type { ProviderName } from './contract.ts'
import { parseJsonObject } from './http.ts'

/** One request that arrived, with secrets masked. */
export interface JournalEntry {
  /** When it arrived, in epoch milliseconds of the emulator's clock. */
  readonly at: number
  /** Which provider was asked. */
  readonly provider: ProviderName
  /** Undefined when the provider has no such route. */
  readonly endpoint: string | undefined
  /** The HTTP method. */
  readonly method: string
  /** As the provider sees it: without its prefix, and without the query. */
  readonly path: string
  /** The status of the answer, or the name of the fault that took the answer away. */
  readonly status: number | 'pending' | 'refuse' | 'reset' | 'stall' | 'truncate'
  /** The fields of query and body by their wire names, secrets as `***`. */
  readonly parameters: Readonly<Record<string, string>>
  /** The request's headers in lower case, secrets as `***`. */
  readonly headers: Readonly<Record<string, string>>
}

/** The newest requests, in one array that stays the same. Throws a TypeError for a limit that is no count. */
export function createJournal(limit = 1000): { requests: JournalEntry[]; record(entry: JournalEntry): void } {
  if (limit !== Number.POSITIVE_INFINITY && !(Number.isSafeInteger(limit) && limit >= 0)) {
    throw new TypeError('@auth/emulator: journalLimit must be a whole number from 0 up, or Infinity')
  }
  const requests: JournalEntry[] = []
  return {
    requests,
    record: (entry) => {
      requests.push(entry)
      if (requests.length > limit) requests.shift()
    },
  }
}

const mask = '***'
const secretName = /pass|secret|token|otp|api.?key|client_key|cookie|^code$|code_verifier|_code$/i
const harmlessName = /^(token_type|token_type_hint|grant_type)$/i

export function maskedParameters(query: URLSearchParams, text: string, contentType: string): Record<string, string> {
  const parameters: Record<string, string> = {}
  for (const [name, value] of query) parameters[name] ??= maskedText(name, value)
  if (/^application\/x-www-form-urlencoded/i.test(contentType)) {
    for (const [name, value] of new URLSearchParams(text)) parameters[name] ??= maskedText(name, value)
    return parameters
  }
  // Some clients send JSON and forget to say so.
  for (const [name, value] of Object.entries(parseJsonObject(text) ?? {})) {
    parameters[name] ??= isSecret(name) ? mask : typeof value === 'string' ? value : maskedJson(value)
  }
  return parameters
}

export function maskedHeaders(headers: Headers): Record<string, string> {
  const result: Record<string, string> = {}
  for (const [name, value] of headers) {
    result[name] = name === 'authorization' ? maskedAuthorization(value) : maskedText(name, value)
  }
  return result
}

/** Keeps the scheme, which is what tests ask about. */
function maskedAuthorization(value: string): string {
  const [scheme, ...rest] = value.split(' ')
  return rest.length > 0 ? `${scheme} ${mask}` : mask
}

function maskedText(name: string, value: string): string {
  return isSecret(name) && value !== '' ? mask : value
}

function maskedJson(value: unknown): string {
  return JSON.stringify(value, (name, inner: unknown) => (isSecret(name) ? mask : inner))
}

function isSecret(name: string): boolean {
  return secretName.test(name) && !harmlessName.test(name)
}
