import type { SpecNode } from '../check-names.ts'
import { commentText } from '../comments.ts'
import { readBody } from './bodies.ts'
import type { Directions } from './directions.ts'
import type { Document } from './document.ts'
import { functionName, typePrefix } from './identifiers.ts'
import { literal, objectLiteral } from './literal.ts'
import { checkPath, type Parameter, readParameters } from './parameters.ts'
import { readResponses } from './responses.ts'
import { alternativesOf, readSecurity, type Security } from './security.ts'
import type { Servers } from './servers.ts'

interface Place {
  readonly method: string
  readonly path: string
  readonly item: SpecNode
  readonly operation: SpecNode
  readonly where: string
}

/** What the templates need of an operation. Texts of the document are in literals and comments only. */
export function describeOperation(
  document: Document,
  servers: Servers,
  directions: Directions,
  place: Place,
): SpecNode {
  const { method, path, item, operation, where } = place
  const id = String(operation['operationId'])
  const parameters = readParameters(document, item, operation, where)
  checkPath(path, parameters, where)
  const security = readSecurity(document, operation, where)
  const body = readBody(document, operation, directions, where)
  if (body && ['get', 'head'].includes(method)) {
    throw new Error(`${where}: fetch sends no body with ${method.toUpperCase()}: leave the request body out`)
  }
  checkInputs(parameters, security, body !== undefined, where)
  const responses = readResponses(document, operation, method, where)
  const accept = [...new Set(responses.flatMap((response) => response.accept))]
  const headers = new Map(responses.flatMap((response) => response.headers))
  const members = [security.members, ...parameters.map(({ member }) => member), body?.member ?? '']
  return {
    'x-name': functionName(id),
    'x-type': typePrefix(id),
    'x-request': requestType(typePrefix(id), members.filter(Boolean).join('\n'), security),
    'x-id': literal(id),
    'x-method': literal(method.toUpperCase()),
    'x-path': literal(path),
    'x-server': servers.of(item, operation, where) ?? null,
    'x-accept': accept.some((type) => type !== 'application/json') ? literal(accept.join(', ')) : null,
    'x-security': listLiteral(security.schemes.filter(({ isCookie }) => !isCookie).map(({ code }) => code)),
    'x-parameters': listLiteral(
      [...parameters, ...security.schemes.filter(({ isCookie }) => isCookie)].map(({ code }) => code),
    ),
    'x-body': body?.code ?? null,
    'x-read-headers': headers.size > 0 ? objectLiteral(headers) : null,
    'x-responses': responses.map(({ status, doc, type, schema }) => ({
      status,
      doc,
      type,
      schema,
      key: literal(status),
    })),
    'x-doc': commentText(String(operation['description'] ?? operation['summary'] ?? id)),
  }
}

function requestType(name: string, members: string, security: Security): string {
  const choice = alternativesOf(security)
  return choice
    ? `export type ${name}Request = {\n${members}\n}${choice}`
    : `export interface ${name}Request {\n${members}\n}`
}

function listLiteral(codes: readonly string[]): string | null {
  return codes.length > 0 ? `[${codes.join(', ')}]` : null
}

/** One member of a request for each input, and one input for each header. */
function checkInputs(parameters: readonly Parameter[], security: Security, hasBody: boolean, where: string): void {
  const inputs = [
    ...security.schemes.map(({ name, slot }) => ({ name, what: `security scheme \`${name}\``, slot })),
    ...parameters.map(({ name, place }) => ({
      name,
      what: `${place} parameter \`${name}\``,
      slot: `${place} \`${place === 'header' ? name.toLowerCase() : name}\``.replace('query ', 'query parameter '),
    })),
    ...(hasBody ? [{ name: 'body', what: 'request body', slot: '' }] : []),
  ]
  for (const [index, { name, what, slot }] of inputs.entries()) {
    if (name === '__proto__') throw new Error(`${where}: the name "__proto__" cannot be written into generated code`)
    for (const other of inputs.slice(0, index)) {
      if (other.name === name) {
        throw new Error(
          `${where}: the ${other.what} and the ${what} would be one member, \`${name}\`: rename or leave out one`,
        )
      }
      // Alternatives may fill one place. They were looked at where they are read.
      const isScheme = index < security.schemes.length
      if (slot && other.slot === slot && !isScheme) {
        throw new Error(`${where}: the ${other.what} and the ${what} both set the ${slot}: leave one out`)
      }
    }
  }
}
