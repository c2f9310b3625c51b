/** A `fetch` that answers every request alike, and counts them. */
export function answering(
  status: number,
  body: string | object | null = null,
  headers: Record<string, string> = {},
): typeof fetch & { readonly requests: Request[] } {
  const requests: Request[] = []
  const answer = async (input: string | URL | Request, init?: RequestInit): Promise<Response> => {
    requests.push(new Request(input, init))
    const text = typeof body === 'object' && body !== null ? JSON.stringify(body) : body
    const empty = text === '' || status === 204
    return new Response(empty ? null : text, { status, headers })
  }
  return Object.assign(answer, { requests })
}
