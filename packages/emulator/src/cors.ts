type Answer = (request: Request) => Promise<Response>

/** Lets pages of every origin read the answers. Preflights are answered here and reach no provider and no journal. */
export function withCors(answer: Answer): Answer {
  return async (request) => {
    const response = isPreflight(request) ? preflightAnswer(request) : await answer(request)
    response.headers.set('access-control-allow-origin', '*')
    response.headers.set('access-control-expose-headers', 'Date, Retry-After')
    return response
  }
}

function isPreflight({ method, headers }: Request): boolean {
  return method === 'OPTIONS' && headers.has('access-control-request-method')
}

function preflightAnswer({ headers }: Request): Response {
  return new Response(null, {
    status: 204,
    headers: {
      'access-control-allow-methods': headers.get('access-control-request-method') ?? '',
      // The wildcard would leave out `Authorization`.
      'access-control-allow-headers': headers.get('access-control-request-headers') ?? '',
      'access-control-max-age': '600',
    },
  })
}
