/** A `fetch` that keeps a copy of every request before it is sent. */
export function recordRequests(send: typeof fetch): { readonly fetch: typeof fetch; readonly sent: Request[] } {
  const sent: Request[] = []
  return {
    sent,
    fetch(input, init) {
      const request = new Request(input, init)
      sent.push(request.clone())
      return send(request)
    },
  }
}
