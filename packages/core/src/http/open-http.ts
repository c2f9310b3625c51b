/** What carries a request: ky. Its own types would have to agree with those of every platform that we are compiled for. */
export type Http = (
  url: string,
  request: {
    readonly method: string
    readonly headers: Headers
    readonly signal: AbortSignal
    readonly fetch: (input: string | URL | Request) => Promise<Response>
  },
) => Promise<Response>

/** Loads ky, and sets it to send once and to judge nothing. */
export async function openHttp(headers: Readonly<Record<string, string>> | undefined): Promise<Http> {
  const { default: ky } = await import('ky')
  // An instance holds over 1 kB, and token requests are too rare to keep one for each client.
  return (url, request) =>
    ky.create({ headers: { ...headers }, hooks: {}, retry: 0, timeout: false, throwHttpErrors: false })(url, request)
}
