import type { SpecNode } from '../../../generator/src/check-names.ts'
import { toCamelCase } from '../names.ts'
import { listOperations, resolveNode, type SpecOperation } from './operations.ts'

type Note = (change: string) => void

const requestTypes = ['application/x-www-form-urlencoded', 'application/json']

/** Makes every operation's id one that a function can have. What was changed is told by operation. */
export function nameOperations(document: SpecNode): Map<SpecNode, string> {
  const renamed = new Map<SpecNode, string>()
  for (const { id, method, path, operation } of listOperations(document)) {
    const newId = toCamelCase(id || `${method} ${path}`)
    if (newId === id) continue
    operation['operationId'] = newId
    const from = id ? `renamed the operation \`${id}\` to` : `named ${method.toUpperCase()} ${path}`
    renamed.set(operation, `${from} \`${newId}\``)
  }
  return renamed
}

/** Gives an operation one tag and texts, and one content type per body. */
export function adoptOperation(document: SpecNode, { id, operation }: SpecOperation, note: Note): void {
  const tags: string[] = operation['tags'] ?? []
  if (tags.length !== 1) {
    operation['tags'] = [tags[0] ?? 'token']
    note(`${id}: has one tag, \`${operation['tags'][0]}\``)
  }
  if (!operation['summary']) operation['summary'] = id
  if (!operation['description']) {
    operation['description'] = operation['summary']
    note(`${id}: took its summary for a description: say what it does, and the source`)
  }
  if (operation['requestBody']) adoptRequestBody(document, operation, id, note)
  for (const status of Object.keys(operation['responses'] ?? {})) {
    adoptResponse(document, operation['responses'], status, `${id}: response ${status}`, note)
  }
}

function adoptRequestBody(document: SpecNode, operation: SpecNode, id: string, note: Note): void {
  const body = copyInPlace(document, operation, 'requestBody', `${id}: request body`, note)
  const types = Object.keys(body['content'] ?? {})
  const [chosen] = requestTypes.filter((type) => types.includes(type))
  if (!chosen || types.length === 1) return
  body['content'] = { [chosen]: body['content'][chosen] }
  note(`${id}: sends its body as ${chosen}, of ${types.join(', ')}`)
}

function adoptResponse(document: SpecNode, responses: SpecNode, status: string, where: string, note: Note): void {
  const response = copyInPlace(document, responses, status, where, note)
  if (!response['content']) return
  const types = Object.keys(response['content'])
  const json = types.find((type) => /^application\/json\b/i.test(type))
  const media: SpecNode | undefined = json === undefined ? undefined : response['content'][json]
  if (media && (media['schema'] || !/^[45]/.test(status))) {
    if (types.length > 1 || json !== 'application/json') note(`${where} is read as application/json`)
    response['content'] = { 'application/json': media }
  } else if (/^[45]/.test(status)) {
    // An error keeps its meaning whatever its body is.
    delete response['content']
    note(`${where} has a body without a JSON schema: its body is taken as unknown`)
  }
}

function copyInPlace(document: SpecNode, holder: SpecNode, key: string, where: string, note: Note): SpecNode {
  const node: SpecNode = holder[key]
  if (!node['$ref']) return node
  const copy: SpecNode = structuredClone(resolveNode(document, node))
  holder[key] = copy
  note(`${where} is written in place, not as a $ref`)
  return copy
}
