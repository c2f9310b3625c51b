import type { SpecNode } from '../../../generator/src/check-names.ts'
import { toCamelCase } from '../names.ts'
import { listOperations } from './operations.ts'

// Names that a function cannot have, or that generated code declares.
const taken = new Set(
  (
    'await break case catch class const continue debugger default delete do else enum export extends false finally for ' +
    'function if implements import in instanceof interface let new null package private protected public return static ' +
    'super switch this throw true try typeof var void while with yield arguments eval schema server undefined'
  ).split(' '),
)

/** Makes every operation's id one that a function can have, each once. What was changed is told by operation. */
export function nameOperations(document: SpecNode): Map<SpecNode, string> {
  const renamed = new Map<SpecNode, string>()
  const operations = listOperations(document)
  const kept = operations.filter(({ id }) => id !== '' && toCamelCase(id) === id && !taken.has(id))
  const used = new Set(kept.map(({ id }) => id.toLowerCase()))
  const keepers = new Set(kept.map(({ operation }) => operation))
  for (const { id, method, path, operation } of operations) {
    if (keepers.has(operation) && kept.find((other) => other.id === id)?.operation === operation) continue
    const fromPlace = toCamelCase(`${method} ${path}`)
    const wanted = (id && toCamelCase(id)) || fromPlace
    const fit = /^[a-z]/.test(wanted) && !taken.has(wanted) ? wanted : fromPlace
    let free = fit
    for (let count = 2; used.has(free.toLowerCase()); count += 1) free = `${fit}${count}`
    used.add(free.toLowerCase())
    operation['operationId'] = free
    const from = id ? `renamed the operation \`${id}\` to` : `named ${method.toUpperCase()} ${path}`
    renamed.set(operation, `${from} \`${free}\``)
  }
  return renamed
}
