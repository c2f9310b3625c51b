import type { SpecNode } from '../check-names.ts'
import { listOperations } from './document.ts'
import { literal, objectLines, objectLiteral } from './literal.ts'

export interface Servers {
  /** The server of the document, as code. */
  readonly main: string
  /** The server of an operation, where it is another one. */
  of(item: SpecNode, operation: SpecNode, where: string): string | undefined
}

/** Where operations are served. A path or operation that names its own server is not sent to the document's. */
export function readServers(root: SpecNode, file: string): Servers {
  const operations = listOperations(root, file)
  const own = ({ item, operation }: { item: SpecNode; operation: SpecNode }): SpecNode[] | undefined =>
    operation['servers'] ?? item['servers']
  const places = operations.map((operation) => ({ servers: own(operation), where: operation.where }))
  const [first] = places
  const elsewhere = first?.servers && places.every(({ servers }) => servers && same(servers, first.servers))
  // What is the server of all operations is the one of the document, whatever that says.
  const main = elsewhere ? readServer(first.servers, first.where) : readServer(root['servers'], file)
  return {
    main,
    of(item, operation, where) {
      const servers = own({ item, operation })
      const code = servers && readServer(servers, where)
      return code === main ? undefined : code
    },
  }
}

function same(servers: SpecNode[], others: SpecNode[] | undefined): boolean {
  return JSON.stringify(servers[0]) === JSON.stringify(others?.[0])
}

function readServer(servers: SpecNode[] | undefined, where: string): string {
  const server = servers?.[0]
  const url: unknown = server?.['url']
  if (!server || typeof url !== 'string' || !/^https?:\/\//i.test(url)) {
    throw new Error(`${where}: \`servers\` must start with an absolute URL (https://…), to which requests can go`)
  }
  const variables: Record<string, SpecNode> = server['variables'] ?? {}
  const names = [...url.matchAll(/\{([^{}]*)\}/g)].map(([, name]) => name ?? '')
  const unknown = names.find((name) => !Object.hasOwn(variables, name))
  if (unknown !== undefined) throw new Error(`${where}: the server's variable \`{${unknown}}\` is not described`)
  if (names.includes('__proto__')) throw new Error(`${where}: no variable can be called \`__proto__\``)
  checkUrl(url, where)
  return objectLines([
    ['url', literal(url)],
    [
      'variables',
      objectLines(
        Object.entries(variables)
          .filter(([name]) => names.includes(name))
          .map(([name, variable]) => [name, variableCode(name, variable, where)] as const),
      ),
    ],
  ])
}

function checkUrl(url: string, where: string): void {
  const filled = url.replaceAll(/\{[^{}]*\}/g, 'x')
  if (/[\s\\<>"'`{}?#]/.test(filled) || !URL.canParse(filled)) {
    throw new Error(`${where}: the server ${JSON.stringify(url)} is no URL without query and fragment`)
  }
  const { hostname, protocol, username } = new URL(filled)
  if (username) throw new Error(`${where}: the server's URL must hold no credentials`)
  if (protocol !== 'https:' && !/^((.+\.)?localhost|127(\.\d+){3}|\[::1\])$/.test(hostname)) {
    throw new Error(`${where}: the server ${url} is without TLS: put an https:// one first`)
  }
  if (
    /^(www\.|api\.|auth\.)?(example\.(com|org|net)|(your|my)[-_]?[a-z]*\.)|\.(your|my)[-_]?(domain|host)/i.test(
      hostname,
    )
  ) {
    throw new Error(`${where}: ${hostname} stands for a host that nobody named: write the real one, or a variable`)
  }
}

function variableCode(name: string, variable: SpecNode, where: string): string {
  const values: unknown = variable['enum']
  const given: unknown = variable['default']
  const text = given === undefined ? '' : String(given)
  if (Array.isArray(values) && values.length > 0) {
    const texts = values.map(String)
    if (!texts.includes(text)) {
      throw new Error(`${where}: the default of the server's variable \`${name}\` must be one of its \`enum\``)
    }
    return objectLiteral([
      ['default', literal(text)],
      ['enum', literal(texts)],
    ])
  }
  return objectLiteral(isPlaceholder(name, text) ? [] : [['default', literal(text)]])
}

/** No password goes to a host that only stands for one: such a variable must be given. */
export function isPlaceholder(name: string, value: string): boolean {
  const words =
    /^(|example.*|.*\bexample\.(com|org|net)|localhost.*|(your|my|the)\b.*|(your|my)[-_]?(domain|tenant|host|instance|site|company|account|org|name).*|.*placeholder.*|change[-_]?me|x{2,}|foo|bar|acme|demo|tenant|sub-?domain|domain|account|company|customer|org(ani[sz]ation)?|instance|site|host(name)?|environment|name|id|string|value)$/i
  return words.test(value) || /[<>{}[\]]/.test(value) || value.toLowerCase() === name.toLowerCase()
}
