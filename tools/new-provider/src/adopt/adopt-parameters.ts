import type { SpecNode } from '../../../generator/src/check-names.ts'
import { Refusal } from '../source/refusal.ts'
import type { Adoption } from './adoption.ts'
import { pointerOf, resolveNode, type SpecOperation } from './operations.ts'
import { flatten } from './schemas/flatten.ts'
import { readScalar } from './schemas/scalar.ts'
import { settleChoice } from './schemas/settle-choice.ts'

const ignoredHeaders = ['accept', 'content-type']
const marks = ['x-secret', 'style', 'explode', 'allowReserved']

/** Writes an operation's parameters in one place, in the form that generated code sends. */
export function adoptParameters(adoption: Adoption, place: SpecOperation): void {
  const { item, operation, path } = place
  const byPlace = new Map<string, SpecNode>()
  for (const node of [...(item['parameters'] ?? []), ...(operation['parameters'] ?? [])]) {
    const parameter = resolveNode(adoption.origin, node)
    byPlace.set(`${parameter['in']} ${parameter['name']}`, parameter)
  }
  const adopted = [...byPlace.values()].flatMap((parameter) => adoptParameter(adoption, place, parameter) ?? [])
  for (const [, name = ''] of path.matchAll(/\{([^}]+)\}/g)) {
    if (adopted.some((parameter) => parameter['in'] === 'path' && parameter['name'] === name)) continue
    adoption.note(`${place.id}: described \`${name}\` of its path, which the document does not`)
    adopted.push({ name, in: 'path', required: true, schema: { type: 'string' } })
  }
  if (adopted.length > 0) operation['parameters'] = adopted
  else delete operation['parameters']
}

function adoptParameter(adoption: Adoption, place: SpecOperation, parameter: SpecNode): SpecNode | undefined {
  const { name, in: location } = parameter
  const { id } = place
  if (typeof name !== 'string' || !['path', 'query', 'header', 'cookie'].includes(location)) {
    const pointer = [...pointerOf(place), 'parameters']
    throw new Refusal(pointer, `\`${id}\` has a parameter that does not say its name, or where it is sent: mend it`)
  }
  const required = location === 'path' || parameter['required'] === true
  const leaveOut = (why: string): undefined => {
    if (required) {
      throw new Refusal([...pointerOf(place), 'parameters'], `\`${id}\` needs \`${name}\`, ${why}`)
    }
    adoption.note(`${id}: left out \`${name}\`, ${why}`)
  }
  if (location === 'header' && ignoredHeaders.includes(String(name).toLowerCase())) return undefined
  if (location === 'header' && String(name).toLowerCase() === 'authorization')
    return authorize(adoption, place, parameter)
  if (location === 'path' && !place.path.includes(`{${name}}`)) return undefined
  if (parameter['content'])
    return leaveOut('whose value is written as a document (`content`): generated code cannot do that')
  const schema = readParameter(adoption, parameter['schema'] ?? { type: 'string' }, name)
  if (!schema) return leaveOut('which is neither a text, a number nor a list of those: generated code cannot send that')
  const example: unknown = parameter['example']
  const parts: SpecNode = { name, in: location }
  if (typeof parameter['description'] === 'string' && parameter['description'].trim() !== '') {
    parts['description'] = parameter['description']
  }
  if (required) parts['required'] = true
  for (const mark of marks) if (parameter[mark] !== undefined) parts[mark] = parameter[mark]
  return { ...parts, schema, ...(example !== undefined && { example }) }
}

function readParameter(adoption: Adoption, node: SpecNode, name: string): SpecNode | undefined {
  const flat = settleChoice(adoption, flatten(adoption, node, name), name)
  if (flat['type'] === 'array') {
    const items = readParameter(adoption, flat['items'] ?? { type: 'string' }, name)
    return items && items['type'] !== 'array' ? { type: 'array', items } : undefined
  }
  // A default is what the server takes when nothing is sent: it is only an example of what to send.
  return readScalar(flat, name, adoption.note)
}

/** OpenAPI ignores a parameter of that name. Whoever writes one means credentials. */
function authorize({ document, note }: Adoption, { operation, id }: SpecOperation, parameter: SpecNode): undefined {
  if ((operation['security'] ?? []).some((way: SpecNode) => Object.keys(way).length > 0)) {
    note(`${id}: left out the header \`Authorization\`: its security says what that holds`)
    return
  }
  const words = `${parameter['description'] ?? ''} ${parameter['example'] ?? ''} ${parameter['schema']?.example ?? ''}`
  const scheme = /\bbasic\b/i.test(words)
    ? { type: 'http', scheme: 'basic' }
    : { type: 'apiKey', in: 'header', name: 'Authorization' }
  document['components'].securitySchemes = { authorization: scheme, ...document['components'].securitySchemes }
  const optional = parameter['required'] !== true
  operation['security'] = [{ authorization: [] }, ...(optional ? [{}] : [])]
  note(`${id}: took the header \`Authorization\` for the security scheme \`authorization\``)
}
