const maxBufferedBytes = 1024 * 1024

/** A request that the caller wants to make, taken apart so that it can be sent more than once. */
export interface Outgoing {
  readonly url: URL
  readonly method: string
  readonly headers: Headers
  /** Everything else of the init, as given. */
  readonly rest: RequestInit
  readonly redirect: RequestRedirect
  readonly signal: AbortSignal | undefined
  /** A body for each sending; `undefined` for none. */
  readonly body: () => BodyInit | null | undefined
  /** `false`: the body can be sent once only. */
  readonly replayable: boolean
}

/** A body, or a function that makes one for each sending. */
export type AuthRequestInit = Omit<RequestInit, 'body'> & {
  body?: BodyInit | null | (() => BodyInit) | undefined
  duplex?: 'half' | undefined
}

/** Takes the arguments of `fetch` apart. Relative URLs are below `baseUrl`. */
export async function readOutgoing(
  input: string | URL | Request,
  init: AuthRequestInit,
  baseUrl: string,
): Promise<Outgoing> {
  const { body: initBody, headers: initHeaders, method, redirect, signal, ...rest } = init
  const request = input instanceof Request ? input : undefined
  const body = initBody ?? (request?.body ? await bufferBody(request.body) : undefined)
  const headers = new Headers(initHeaders ?? request?.headers)
  return {
    url: resolveUrl(request?.url ?? String(input), baseUrl),
    method: (method ?? request?.method ?? 'GET').toUpperCase(),
    headers,
    rest: { ...(request && initOf(request)), ...rest },
    redirect: redirect ?? request?.redirect ?? 'follow',
    signal: signal ?? request?.signal ?? undefined,
    body: typeof body === 'function' ? body : () => body,
    replayable: !(body instanceof ReadableStream),
  }
}

/** `/users` and `users` are both below the base URL, also where that has a path of its own. */
function resolveUrl(url: string, baseUrl: string): URL {
  if (/^[a-z][a-z\d+.-]*:/i.test(url)) return new URL(url)
  const base = baseUrl.replace(/\/+$/, '')
  // A path of two slashes would be read as another host.
  return new URL(`${base}/${url.replace(/^\/+/, '')}`)
}

/** The body of a Request is a stream: up to 1 MiB it is kept for a second sending, beyond that it is passed on. */
async function bufferBody(stream: ReadableStream<Uint8Array>): Promise<Uint8Array<ArrayBuffer> | ReadableStream> {
  const reader = stream.getReader()
  const chunks: Uint8Array[] = []
  let size = 0
  for (;;) {
    const { done, value } = await reader.read()
    if (done) break
    chunks.push(value)
    size += value.byteLength
    if (size > maxBufferedBytes) return continued(chunks, reader)
  }
  const bytes = new Uint8Array(size)
  let offset = 0
  for (const chunk of chunks) {
    bytes.set(chunk, offset)
    offset += chunk.byteLength
  }
  return bytes
}

function continued(chunks: Uint8Array[], reader: ReadableStreamDefaultReader<Uint8Array>): ReadableStream {
  return new ReadableStream({
    async pull(controller) {
      const chunk = chunks.shift() ?? (await reader.read()).value
      if (chunk) controller.enqueue(chunk)
      else controller.close()
    },
    cancel: (reason) => reader.cancel(reason),
  })
}

/** What a Request says beside url, method, headers and body. Runtimes differ in what they have. */
function initOf(request: Request): RequestInit {
  const names = ['cache', 'credentials', 'integrity', 'keepalive', 'mode', 'referrer', 'referrerPolicy'] as const
  const entries = names.filter((name) => name in request).map((name) => [name, request[name]] as const)
  // A navigation cannot be repeated by a script, and 'about:client' is the default written out.
  return Object.fromEntries(
    entries.filter(([, value]) => value !== undefined && value !== 'navigate' && value !== 'about:client'),
  )
}
