import { createVirtualClock } from '@auth-tools/testing'
import { createTestAuth, type TestOverrides, type TestSetup } from './test-adapter.ts'
import { createTokenEndpoint } from './token-endpoint.ts'

/** A client in front of an API that can refuse its tokens. */
export interface RefusingApi extends TestSetup {
  /** How the API answers a request with a token; 401 for every one at first. */
  answer: (token: string) => number
  /** The token of each request to the API. */
  readonly presented: readonly string[]
}

export function createRefusingApi(overrides: TestOverrides = {}): RefusingApi {
  const clock = overrides.clock ?? createVirtualClock()
  const endpoint = overrides.endpoint ?? createTokenEndpoint(clock)
  const presented: string[] = []
  const setup = createTestAuth({
    ...overrides,
    clock,
    endpoint,
    async fetch(input, init) {
      if (String(input instanceof Request ? input.url : input).startsWith('https://auth.example')) {
        return endpoint.fetch(input, init)
      }
      const token = new Request(input, init).headers.get('authorization')?.replace('Bearer ', '') ?? ''
      presented.push(token)
      return new Response(null, { status: api.answer(token) })
    },
  })
  const api: RefusingApi = { ...setup, presented, answer: () => 401 }
  return api
}
