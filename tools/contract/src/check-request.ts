import { describeIssues } from './describe-issues.ts'
import type { SecurityScheme, Spec, SpecOperation } from './spec.ts'

// What HTTP clients add by themselves.
const plainHeaders = new Set(['accept', 'accept-encoding', 'accept-language', 'content-length', 'content-type'])

/** What a document does not allow in a request to one of its operations. */
export function checkRequest(spec: Spec, operation: SpecOperation, request: Request, text: string): string[] {
  const url = new URL(request.url)
  const type = request.headers.get('content-type')
  const { body, problems } = readBody(operation, type, text)
  const query: Record<string, string | string[]> = {}
  for (const name of url.searchParams.keys()) {
    const values = url.searchParams.getAll(name)
    query[name] = values.length === 1 ? String(values[0]) : values
  }
  const result = spec.validator.validateRequest(
    {
      method: request.method,
      path: spec.pathOf(url) ?? '',
      headers: Object.fromEntries(request.headers),
      query,
      body,
    },
    operation.operationId,
  )
  return [...problems, ...describeIssues(result.errors), ...checkHeaders(spec, operation, request.headers)]
}

function readBody(
  operation: SpecOperation,
  type: string | null,
  text: string,
): { body: object | undefined; problems: string[] } {
  const none = { body: undefined, problems: [] }
  if (text === '') return none
  const [described] = Object.keys(operation.requestBody?.content ?? {})
  if (described === undefined) return { ...none, problems: ['a body is not described'] }
  if (mediaType(type) !== described) return { ...none, problems: [`content type ${type} is not described`] }
  if (described === 'application/json') {
    try {
      return { body: JSON.parse(text), problems: [] }
    } catch {
      return { ...none, problems: ['the body is not JSON'] }
    }
  }
  const fields = [...new URLSearchParams(text)]
  const body = Object.fromEntries(fields)
  return { body, problems: fields.length === Object.keys(body).length ? [] : ['a form field comes twice'] }
}

export function mediaType(contentType: string | null): string | undefined {
  return contentType?.split(';')[0]?.trim().toLowerCase()
}

function checkHeaders(spec: Spec, operation: SpecOperation, headers: Headers): string[] {
  const alternatives = operation.security.map((requirement) => Object.keys(requirement))
  const schemes = alternatives.flat().flatMap((name) => spec.schemes[name] ?? [])
  const described = new Set([
    ...operation.parameters.filter((parameter) => parameter.in === 'header').map(({ name }) => name.toLowerCase()),
    ...schemes.map(schemeHeader),
  ])
  const problems = [...headers.keys()]
    .filter((name) => !described.has(name) && !plainHeaders.has(name))
    .map((name) => `header ${name} is not described`)
  const allowed = alternatives.some((names) =>
    names.length === 0
      ? schemes.every((scheme) => !headers.has(schemeHeader(scheme)))
      : names.every((name) => isPresent(spec.schemes[name], headers)),
  )
  if (alternatives.length > 0 && !allowed) problems.push('the credentials are not those that are described')
  return problems
}

function schemeHeader(scheme: SecurityScheme): string {
  return scheme.type === 'apiKey' ? (scheme.name ?? '').toLowerCase() : 'authorization'
}

function isPresent(scheme: SecurityScheme | undefined, headers: Headers): boolean {
  const value = scheme && headers.get(schemeHeader(scheme))
  if (!value) return false
  if (scheme.scheme === 'basic') return /^Basic [A-Za-z0-9+/]+={0,2}$/.test(value)
  return scheme.scheme === 'bearer' ? /^Bearer \S+$/.test(value) : true
}
