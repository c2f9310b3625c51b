import { readFileSync } from 'node:fs'
import { basename, dirname, resolve } from 'node:path'
import { isAlias, isMap, isNode, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml'

const swaggerNames: Readonly<Record<string, string>> = {
  schemas: 'definitions',
  parameters: 'parameters',
  responses: 'responses',
  securitySchemes: 'securityDefinitions',
}

/** Where a pointer leads in the user's own files: the nearest place that there is. */
export function locate(path: string, text: string, pointer: readonly string[], isSwagger = false): string {
  const [first, kind = ''] = pointer
  const translated = isSwagger && first === 'components' ? [swaggerNames[kind] ?? kind, ...pointer.slice(2)] : pointer
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: false })
  let node: unknown = document.contents
  let key: Node | undefined
  const found: string[] = []
  for (const [index, part] of translated.entries()) {
    if (isAlias(node)) node = node.resolve(document)
    const reference = isMap(node) ? node.get('$ref') : undefined
    if (typeof reference === 'string' && !reference.startsWith('#')) {
      return inOtherFile(path, reference, translated.slice(index))
    }
    const pair = isMap(node)
      ? node.items.find((item) => String(isScalar(item.key) ? item.key.value : item.key) === part)
      : undefined
    const next = isSeq(node) ? node.items[Number(part)] : pair?.value
    if (next === undefined || next === null) break
    key = isNode(pair?.key) ? pair.key : isNode(next) ? next : key
    node = next
    found.push(part)
  }
  const { line } = lines.linePos(key?.range?.[0] ?? 0)
  return `${basename(path)}:${line}, #/${found.map((part) => part.replaceAll('~', '~0').replaceAll('/', '~1')).join('/')}`
}

function inOtherFile(path: string, reference: string, rest: readonly string[]): string {
  const [file = '', inside = ''] = reference.split('#')
  const other = resolve(dirname(path), decodeURIComponent(file))
  const parts = inside.split('/').filter((part) => part !== '')
  const pointer = parts.map((part) => decodeURIComponent(part).replaceAll('~1', '/').replaceAll('~0', '~'))
  return locate(other, readFileSync(other, 'utf8'), [...pointer, ...rest])
}
