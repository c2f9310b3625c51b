import type { Operation } from './operation.ts'
import type { Issue, Schema } from './shape.ts'

/** What a response means by its operation's documentation. */
export type Interpretation =
  | { readonly status: number | string; readonly data: unknown }
  /** What is wrong with a success, and what it holds if it is JSON. */
  | Problem

interface Problem {
  /** In words, or as what is wrong by the schema. */
  readonly problem: string | readonly Issue[]
  readonly json?: unknown
}

/**
 * Reads a response's body by the spec. A success must match its schema; an error keeps its meaning whatever its body.
 *
 * @param body - The whole body, or `undefined` when it could not be read or was too long.
 */
export function interpret(
  operation: Operation,
  code: number,
  body: string | undefined,
  contentType: string | null,
): Interpretation {
  const { responses } = operation
  // What is true of a range of mistakes is not true of these: they ask to come back later.
  const range = [408, 425, 429].includes(code) ? [] : [`${Math.floor(code / 100)}XX`]
  const documented = [`${code}`, ...range, 'default'].find((name) => Object.hasOwn(responses, name))
  const status = documented === `${code}` ? code : (documented ?? 'undocumented')
  const schema = responses[status]
  // A range may say that there is a body where these have none.
  if (!schema || code === 204 || code === 205) return { status, data: undefined }
  const success = code < 300
  if (success && !mayBeJson(contentType)) return { problem: 'its content type is not JSON' }
  const reading = readBody(schema, body, contentType)
  if ('data' in reading) return { status, data: reading.data }
  return success ? reading : { status, data: undefined }
}

/** No type at all, and the plain text that servers name when nobody chose a type, may be JSON as well. */
function mayBeJson(contentType: string | null): boolean {
  return contentType === null || /^\s*($|text\/plain\b|[^;]*[/+]json\b)/i.test(contentType)
}

function readBody(
  schema: Schema<unknown>,
  body: string | undefined,
  contentType: string | null,
): { data: unknown } | Problem {
  if (body === undefined) return { problem: 'the body is longer than 64 KiB' }
  if (body.trim() === '') return { problem: 'the body is empty' }
  const isText = 'text' in schema.shape && !/json/i.test(contentType ?? '')
  let json: unknown
  try {
    json = isText ? body : JSON.parse(body)
  } catch {
    return { problem: 'the body is not JSON' }
  }
  const result = schema['~standard'].validate(json)
  return result.issues ? { problem: result.issues, json } : { data: result.value }
}
