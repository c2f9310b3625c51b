/** What carries a request: ky. Its own types would have to agree with those of every platform that we are compiled for. */
export type Http = (
  url: string,
  request: {
    readonly method: string
    readonly headers: Headers
    readonly fetch: (input: string | URL | Request) => Promise<Response>
    readonly hooks: object
    readonly retry: 0
    readonly timeout: false
    readonly throwHttpErrors: false
  },
) => Promise<Response>
