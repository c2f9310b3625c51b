import type { SpecNode } from '../../../generator/src/check-names.ts'

/** What the API takes a token by, as the document has it. */
export interface Presentation {
  readonly type: 'bearer' | 'header' | 'query' | 'cookie'
  /** Of the header, query parameter or cookie. Empty where calls carry every cookie that the sign-in sets. */
  readonly name: string
  /** Before the token, such as `Bearer `. */
  readonly prefix: string
  readonly isDeclared: boolean
}

/** How calls of the API carry a token: by what most of its operations ask for. */
export function presentationOf(document: SpecNode, asked: readonly (readonly SpecNode[])[]): Presentation {
  const schemes: SpecNode = document['components']?.securitySchemes ?? {}
  const counts = new Map<string, number>()
  for (const security of asked) {
    for (const name of new Set(security.flatMap((way) => Object.keys(way)))) {
      counts.set(name, (counts.get(name) ?? 0) + 1)
    }
  }
  for (const name of Object.keys(schemes)) if (!counts.has(name)) counts.set(name, 0)
  const found = [...counts]
    .sort(([, a], [, b]) => b - a)
    .map(([name]) => presentationBy(schemes[name] ?? {}))
    .filter((presentation) => presentation !== undefined)
  // A header can be sent anywhere, where a document allows several ways.
  const order = ['bearer', 'header', 'cookie', 'query']
  const most = found.sort((a, b) => order.indexOf(a.type) - order.indexOf(b.type))[0]
  return most ?? { type: 'bearer', name: 'authorization', prefix: 'Bearer ', isDeclared: false }
}

function presentationBy({ type, scheme, in: location, name, description }: SpecNode): Presentation | undefined {
  if (type === 'oauth2' || type === 'openIdConnect' || String(scheme).toLowerCase() === 'bearer') {
    return { type: 'bearer', name: 'authorization', prefix: 'Bearer ', isDeclared: true }
  }
  if (type !== 'apiKey' || typeof name !== 'string') return undefined
  if (location === 'cookie') return { type: 'cookie', name, prefix: '', isDeclared: true }
  if (location === 'query') return { type: 'query', name, prefix: '', isDeclared: true }
  if (name.toLowerCase() === 'cookie') {
    const cookie = /\b([\w.-]+)=[^\s;]/.exec(String(description ?? ''))?.[1]
    return { type: 'cookie', name: cookie ?? '', prefix: '', isDeclared: true }
  }
  const [, told] = /\b(Bearer|Token|JWT|OAuth)\b[ :]+[`'"<{[(]*\w/i.exec(String(description ?? '')) ?? []
  const isAuthorization = name.toLowerCase() === 'authorization'
  const prefix = isAuthorization && told ? `${told} ` : ''
  return { type: 'header', name: name.toLowerCase(), prefix, isDeclared: true }
}
