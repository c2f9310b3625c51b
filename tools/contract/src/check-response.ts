import { mediaType } from './check-request.ts'
import { describeIssues } from './describe-issues.ts'
import type { Spec, SpecOperation, SpecResponse } from './spec.ts'

/** What a document does not allow in an answer of one of its operations. */
export function checkResponse(spec: Spec, operation: SpecOperation, response: Response, text: string): string[] {
  const described = operation.responses[String(response.status)]
  if (described === undefined) return [`status ${response.status} is not described`]
  // Nothing is said about the body.
  if (described.content === undefined) return []
  const type = mediaType(response.headers.get('content-type'))
  const [expected] = Object.keys(described.content)
  const may = response.ok ? nothing : readProse(described)
  if (text === '') return may.empty ? [] : ['an empty body is not described']
  const body = parseJson(text)
  // A JSON text alone is a text, with quotes around it.
  if (body === undefined || (typeof body === 'string' && may.text)) return may.text ? [] : ['the body is not JSON']
  const problems =
    type === expected || (type === undefined && may.untyped) ? [] : [`content type ${type} is not described`]
  const { errors } = spec.validator.validateResponse(body, operation.operationId, response.status)
  return [...problems, ...describeIssues(errors)]
}

interface Prose {
  readonly empty: boolean
  readonly text: boolean
  readonly untyped: boolean
}

const nothing: Prose = { empty: false, text: false, untyped: false }

/** OpenAPI has no way to say that an error's body is optional or of another kind: the descriptions say it in words. */
function readProse({ description, content = {} }: SpecResponse): Prose {
  const words = [description, ...Object.values(content).map(({ schema }) => schema.description ?? '')].join(' ')
  return {
    empty: /\b(be|is|or) empty\b|\bempty or\b/i.test(words),
    text: /plain text|something else|not JSON|may be anything/i.test(words),
    untyped: /without a Content-Type|Content-Type may be missing/i.test(words),
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
