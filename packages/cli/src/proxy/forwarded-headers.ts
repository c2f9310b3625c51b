/** What is between two neighbours only: https://www.rfc-editor.org/rfc/rfc9110#section-7.6.1 */
const hopByHop = ['connection', 'keep-alive', 'proxy-connection', 'te', 'trailer', 'transfer-encoding', 'upgrade']

/** What a client may believe to be a credential, of any provider. The proxy brings its own. */
const credentials = [
  ...['authorization', 'proxy-authorization', 'cookie', 'x-auth-key', 'x-api-key'],
  ...['token', 'access-token', 'ep-account-management-authentication-token'],
]

// What the proxy answers itself: it has sent "100 Continue" already, and knows the host.
const ownMatters = ['host', 'expect', 'proxy-authenticate', 'http2-settings']

const notSent = new Set([...hopByHop, ...credentials, ...ownMatters])
const notReturned = new Set([...hopByHop, 'proxy-authenticate'])

/** Names and values in turn, as Node has them. */
export type RawHeaders = readonly string[]

/** The headers of a request for the provider, without those that belong to this connection, and with the token. */
export function requestHeaders(
  raw: RawHeaders,
  connection: string | undefined,
  host: string,
  presented: Readonly<Record<string, string>>,
): string[] {
  const named = namedIn(connection)
  const headers: string[] = ['Host', host]
  for (let index = 0; index < raw.length; index += 2) {
    const name = (raw[index] ?? '').toLowerCase()
    if (notSent.has(name) || named?.has(name) || Object.hasOwn(presented, name)) {
      // A body of unknown length keeps its form: what Node makes of it depends on the method.
      if (name === 'transfer-encoding') headers.push('Transfer-Encoding', 'chunked')
      continue
    }
    headers.push(raw[index] ?? '', raw[index + 1] ?? '')
  }
  for (const name of Object.keys(presented)) headers.push(name, presented[name] ?? '')
  return headers
}

/** The headers of a response for the client. A redirect within the API leads back to the proxy, which has the token. */
export function responseHeaders(
  raw: RawHeaders,
  connection: string | undefined,
  { locationOf, isCors = false }: { locationOf: (location: string) => string; isCors?: boolean },
): string[] {
  const named = namedIn(connection)
  const headers: string[] = []
  for (let index = 0; index < raw.length; index += 2) {
    const name = (raw[index] ?? '').toLowerCase()
    if (notReturned.has(name) || named?.has(name)) continue
    // The proxy says itself which pages may read the answer.
    if (isCors && name.startsWith('access-control-')) continue
    const value = raw[index + 1] ?? ''
    headers.push(raw[index] ?? '', name === 'location' ? locationOf(value) : value)
  }
  return headers
}

/** Headers that `Connection` names are for the neighbour too. */
function namedIn(connection: string | undefined): Set<string> | undefined {
  if (connection === undefined || /^(keep-alive|close)$/i.test(connection)) return undefined
  const named = new Set(connection.split(',').map((name) => name.trim().toLowerCase()))
  // Without its length, a body would be taken for the next request.
  named.delete('content-length')
  return named
}
