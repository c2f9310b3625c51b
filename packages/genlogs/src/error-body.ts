/** What a failed answer says, whatever its shape. */
export interface ErrorReport {
  /** GenLogs' own words. Empty where there are none. */
  readonly words: string
  /** Its code for the failure, such as `TOKEN_MISSING`. */
  readonly code: string | undefined
  /** With a 422, where each refused value was looked for, such as `['query', 'email']`. */
  readonly places: ReadonlyArray<readonly string[]>
  /** Whether GenLogs itself wrote it: with `detail`, `error` or a code. A `message` alone is what API gateways write. */
  readonly isOwn: boolean
}

/** Members of the bodies that GenLogs is known to send. None is certain to be there. */
interface Fields {
  readonly detail?: unknown
  readonly message?: unknown
  readonly error?: unknown
  readonly code?: unknown
  readonly subcode?: unknown
  readonly type?: unknown
  readonly loc?: unknown
  readonly msg?: unknown
}

// With a code of RFC 6749, which a gateway in front may send: it means the same with every status.
export const apiKeyName: RegExp = /api[\s_-]?key|\binvalid_client\b/i

/** Reads a body of any documented shape: `detail` as text, object or list, `message`, `error`, or a text alone. */
export function readErrorBody(body: unknown): ErrorReport {
  if (!isObject(body)) {
    return { words: typeof body === 'string' ? body : '', code: undefined, places: [], isOwn: false }
  }
  if (Array.isArray(body.detail)) return readProblems(body.detail.filter(isObject))
  const fields = isObject(body.detail) ? body.detail : body
  const words = [body.detail, fields.message, fields.error].find((text) => typeof text === 'string' && text !== '')
  const code = asText(fields.subcode) ?? asText(fields.code)
  const isOwn = code !== undefined || (words !== undefined && words !== body.message)
  return { words: asText(words) ?? '', code, places: [], isOwn }
}

/** As {@link readErrorBody}, from the text that was sent. HTML says nothing. */
export function readErrorText(text: string): ErrorReport {
  try {
    return readErrorBody(JSON.parse(text))
  } catch {
    return readErrorBody(/^\s*</.test(text) ? '' : text)
  }
}

/** FastAPI's list of what is wrong with a request. */
function readProblems(problems: readonly Fields[]): ErrorReport {
  const places = problems.map(({ loc }) => (Array.isArray(loc) ? loc.map((part) => asText(part) ?? '?') : []))
  const words = problems.map(({ msg }, index) => [places[index]?.join('.'), asText(msg)].filter(Boolean).join(': '))
  return { words: words.join('; '), code: asText(problems[0]?.type), places, isOwn: problems.length > 0 }
}

function asText(value: unknown): string | undefined {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined
}

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
