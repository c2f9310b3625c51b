import type { SpecNode } from '../../../generator/src/check-names.ts'
import type { Direction } from './adoption.ts'

export interface Chosen {
  readonly type: string
  readonly media: SpecNode
  /** What there was to choose from, where that is worth telling. */
  readonly told?: string
}

export const formType = 'application/x-www-form-urlencoded'

const isForm = (type: string): boolean => /^application\/x-www-form-urlencoded\b/i.test(type)
const isJson = (type: string): boolean =>
  /^(application\/json\b|[^;]+\+json\b|text\/json\b|application\/\*|\*\/\*)/i.test(type)

/** The content type that is sent or read, of those that a body may have. `undefined`: none of them can be. */
export function chooseContent(content: SpecNode, direction: Direction): Chosen | undefined {
  const types = Object.keys(content)
  const form = direction === 'sent' ? types.find(isForm) : undefined
  const exact = types.find((type) => /^application\/json\b/i.test(type))
  const text = direction === 'received' ? types.find((name) => /^text\/(plain|\*)/i.test(name)) : undefined
  const type = form ?? exact ?? types.find(isJson) ?? text
  if (type === undefined) return undefined
  const given: SpecNode = content[type] ?? {}
  if (direction === 'received' && !given['schema']) return undefined
  const name = nameOf(type)
  const examples = direction === 'received' ? exampleOf(given) : {}
  const encoding = isForm(type) && given['encoding'] ? { encoding: given['encoding'] } : {}
  const media = { schema: given['schema'], ...encoding, ...examples }
  const told = types.length > 1 || type !== name ? types.join(', ') : undefined
  return { type: name, media, ...(told !== undefined && { told }) }
}

/** Servers that ask for a type of their own are sent that. */
function nameOf(type: string): string {
  const bare = type.split(';')[0]?.trim().toLowerCase() ?? ''
  if (isForm(type)) return formType
  if (bare.startsWith('text/') && bare !== 'text/json') return 'text/plain'
  return /^application\/([\w.-]+\+)?json$/.test(bare) ? bare : 'application/json'
}

function exampleOf({ example, examples }: SpecNode): SpecNode {
  if (example !== undefined) return { example }
  const named = Object.entries<SpecNode>(examples ?? {}).filter(([, { value }]) => value !== undefined)
  return named.length > 0 ? { examples: Object.fromEntries(named.map(([name, { value }]) => [name, { value }])) } : {}
}
