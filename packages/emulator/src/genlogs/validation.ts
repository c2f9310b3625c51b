import { json } from '../http.ts'

/** One entry of FastAPI's 422 answer, as pydantic 2 writes it. */
export interface ValidationProblem {
  type: string
  loc: readonly (string | number)[]
  msg: string
  input: unknown
  ctx?: Record<string, unknown>
}

export interface Validated {
  values: ReadonlyMap<string, string>
  problems: readonly ValidationProblem[]
}

export function unprocessable(problems: readonly ValidationProblem[]): Response {
  return json(422, { detail: problems })
}

export function missing(place: 'query' | 'body' | 'header', name: string, input: unknown = null): ValidationProblem {
  return { type: 'missing', loc: [place, name], msg: 'Field required', input }
}

export function validateQuery(query: URLSearchParams, names: readonly string[]): Validated {
  const values = new Map<string, string>()
  const problems: ValidationProblem[] = []
  for (const name of names) {
    // FastAPI takes the last of several.
    const value = query.getAll(name).at(-1)
    if (value === undefined) problems.push(missing('query', name))
    else values.set(name, value)
  }
  return { values, problems }
}

export function validateBody(text: string, contentType: string, names: readonly string[]): Validated {
  const none = new Map<string, string>()
  if (text === '') {
    return { values: none, problems: [{ type: 'missing', loc: ['body'], msg: 'Field required', input: null }] }
  }
  const parsed = /^application\/([\w.-]+\+)?json *(;|$)/i.test(contentType) || contentType === '' ? parse(text) : text
  if (parsed === undefined) return { values: none, problems: [invalidJson] }
  if (!isObject(parsed)) return { values: none, problems: [notAnObject(parsed)] }
  const values = new Map<string, string>()
  const problems: ValidationProblem[] = []
  for (const name of names) {
    const value = parsed[name]
    if (value === undefined) problems.push(missing('body', name, parsed))
    else if (typeof value === 'string') values.set(name, value)
    else
      problems.push({ type: 'string_type', loc: ['body', name], msg: 'Input should be a valid string', input: value })
  }
  return { values, problems }
}

const invalidJson: ValidationProblem = {
  type: 'json_invalid',
  loc: ['body', 0],
  msg: 'JSON decode error',
  input: {},
  ctx: { error: 'Expecting value' },
}

function notAnObject(input: unknown): ValidationProblem {
  const msg = 'Input should be a valid dictionary or object to extract fields from'
  return { type: 'model_attributes_type', loc: ['body'], msg, input }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
