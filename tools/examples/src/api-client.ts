export interface Answer {
  readonly status: number
  readonly body: unknown
  /** What it asks to be kept, with its attributes. */
  readonly cookie: string | undefined
  readonly retryAfter: string | undefined
}

/** A client of an API that keeps one cookie, as a browser does. */
export interface ApiClient {
  get(path: string): Promise<Answer>
  post(path: string, body?: object): Promise<Answer>
}

/** @param cookie - what it has from before */
export function createApiClient(origin: string, cookie = ''): ApiClient {
  let kept = cookie
  async function ask(path: string, init: RequestInit): Promise<Answer> {
    const headers = { ...(kept && { cookie: kept }), ...(init.body && { 'content-type': 'application/json' }) }
    const response = await fetch(origin + path, { ...init, headers })
    const set = response.headers.get('set-cookie') ?? undefined
    kept = set?.split(';')[0] ?? kept
    const text = await response.text()
    return {
      status: response.status,
      body: response.headers.get('content-type')?.includes('json') ? JSON.parse(text) : text,
      cookie: set,
      retryAfter: response.headers.get('retry-after') ?? undefined,
    }
  }
  return {
    get: (path) => ask(path, {}),
    post: (path, body) => ask(path, { method: 'POST', ...(body && { body: JSON.stringify(body) }) }),
  }
}
