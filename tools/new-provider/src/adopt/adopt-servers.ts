import { isDeepStrictEqual } from 'node:util'
import type { SpecNode } from '../../../generator/src/check-names.ts'
import { isPlaceholder } from '../../../generator/src/prepare/servers.ts'
import type { Adoption } from './adoption.ts'
import type { SpecOperation } from './operations.ts'

export interface Servers {
  /** Whether the document says which host the sign-in is at. Without, users must. */
  readonly hasHost: boolean
  /** Where the rest of the API is, if that is somewhere else than the sign-in. */
  readonly apiUrl?: string
}

const placeholders =
  /^https:\/\/([^/]*\.)?(example\.(com|org|net)|localhost|127\.0\.0\.1|0\.0\.0\.0|your[\w-]*(\.[\w.-]+)?|my[\w-]*server[\w.-]*)(:\d+)?(\/|$)|<|>/i

/**
 * Leaves one server, that of the sign-in: where an operation or its path has servers of its own, no password goes to
 * another one.
 *
 * @param given - Where it is served, as the user says.
 */
export function adoptServers({ document, note }: Adoption, signIn: SpecOperation, given: string | undefined): Servers {
  const ofDocument: SpecNode[] = document['servers'] ?? []
  const own: SpecNode[] = signIn.operation['servers'] ?? signIn.item['servers'] ?? ofDocument
  if (given !== undefined) {
    if (!/^https:\/\/[^/?#\s]+[^?#\s]*$/.test(given)) {
      throw new Error(`\`--server\` must be an absolute URL that starts with https://, not ${given}`)
    }
    document['servers'] = [{ url: withoutSlash(given) }]
    return { hasHost: true }
  }
  const usable = own.filter(isUsable)
  const [server] = usable
  if (server) {
    if (own.length > 1) note(`took the server ${server['url']}, the first of several`)
    document['servers'] = [adoptServer(server)]
    const [api] = ofDocument.filter(isUsable)
    const apiUrl = api && !api['variables'] && api['url'] !== server['url'] ? withoutSlash(api['url']) : undefined
    return { hasHost: true, ...(apiUrl !== undefined && { apiUrl }) }
  }
  const url = `https://{host}${pathOf(String(own[0]?.['url'] ?? ''))}`
  if (own.length !== 1 || own[0]?.['url'] !== url) {
    note('the document names no host with https: users must give `authBaseUrl`, or name one with `--server`')
  }
  // No password must go to a host that nobody named.
  document['servers'] = [{ url, variables: { host: { default: 'host', description: 'Where it is run.' } } }]
  return { hasHost: false }
}

/** Leaves an operation that is somewhere else than the sign-in where it is. The generated function says so. */
export function keepServer({ origin, note }: Adoption, place: SpecOperation, signIn: SpecOperation): void {
  const { id, operation } = place
  const own = serversOf(origin, place)
  delete operation['servers']
  if (place === signIn || isDeepStrictEqual(own, serversOf(origin, signIn))) return
  const server = own.find(isUsable)
  if (!server)
    throw new Error(`\`${id}\` is at another server than the sign-in, and names no host with https: give it one`)
  operation['servers'] = [adoptServer(server)]
  if (own.length > 1) note(`${id}: took the server ${server['url']}, the first of several`)
}

function serversOf(origin: SpecNode, { path, method }: SpecOperation): SpecNode[] {
  const item: SpecNode = origin['paths'][path]
  return item[method]['servers'] ?? item['servers'] ?? origin['servers'] ?? []
}

function isUsable({ url, variables }: SpecNode): boolean {
  if (typeof url !== 'string' || !/^https:\/\/./.test(url) || /[\s"'`\\]/.test(url)) return false
  // A host that is nothing but a variable without a real default is whatever somebody runs it on.
  const [, host] = /^https:\/\/\{([^}]*)\}(:\d+|:\{[^}]*\})?(\/|$)/.exec(url) ?? []
  if (host !== undefined && isPlaceholder(host, String(variables?.[host]?.default ?? ''))) return false
  return !placeholders.test(url)
}

function adoptServer({ url, description, variables }: SpecNode): SpecNode {
  const used = Object.entries<SpecNode>(variables ?? {}).filter(([name]) => url.includes(`{${name}}`))
  const adopted = used.map(([name, { default: preset, enum: values, description: words }]) => {
    const list: string[] = [...new Set<string>((values ?? []).map(String))]
    const standard = String(preset ?? list[0] ?? '')
    if (list.length > 0 && !list.includes(standard)) list.unshift(standard)
    return [
      name,
      { default: standard, ...(list.length > 0 && { enum: list }), ...(words && { description: String(words) }) },
    ]
  })
  return {
    url: withoutSlash(url),
    ...(description && { description: String(description) }),
    ...(adopted.length > 0 && { variables: Object.fromEntries(adopted) }),
  }
}

function pathOf(url: string): string {
  const path = withoutSlash(url.replace(/^[a-z]+:\/\/[^/]*/i, '').replaceAll(/\{[^}]*\}/g, ''))
  return /^(\/[\w.-]+)+$/.test(path) ? path : ''
}

function withoutSlash(url: string): string {
  return url.replace(/\/+$/, '')
}
