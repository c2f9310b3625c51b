import type { Fetch } from '@auth/core'
import { checkRequest } from './check-request.ts'
import { checkResponse } from './check-response.ts'
import type { Spec } from './spec.ts'

/** A `fetch` that lets pass only what a document describes. */
export interface Contract {
  readonly fetch: Fetch
  /** What passed, for example `createToken 200`. */
  readonly exchanges: readonly string[]
  /** What did not: a client may catch the error that is thrown for it, and carry on. */
  readonly violations: readonly string[]
}

export interface ContractOptions {
  /** Whether a URL is one of the API that tokens are for, which the document does not describe. */
  readonly isResource?: (url: URL) => boolean
}

/** Checks every request before `send` gets it, and every answer before the caller does. */
export function createContract(spec: Spec, send: Fetch, { isResource }: ContractOptions = {}): Contract {
  const exchanges: string[] = []
  const violations: string[] = []

  function refuse(what: string, problems: readonly string[]): void {
    if (problems.length === 0) return
    const message = `${what}: ${problems.join('; ')}`
    violations.push(message)
    throw new Error(`not as the document describes: ${message}`)
  }

  return {
    exchanges,
    violations,
    async fetch(input, init) {
      const request = new Request(input, init)
      const url = new URL(request.url)
      if (isResource?.(url)) return send(request)
      const what = `${request.method} ${url.origin}${url.pathname}`
      const operation = spec.operationAt(request.method, url)
      if (operation === undefined) {
        refuse(what, ['it is not described'])
        return Response.error()
      }
      refuse(what, checkRequest(spec, operation, request, await request.clone().text()))
      const response = await send(request)
      refuse(`${what}, ${response.status}`, checkResponse(spec, operation, response, await response.clone().text()))
      exchanges.push(`${operation.operationId} ${response.status}`)
      return response
    },
  }
}
