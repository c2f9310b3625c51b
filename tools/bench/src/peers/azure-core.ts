import { type Peer, secrets } from './peer.ts'

interface PipelineRequest {
  readonly url: string
  readonly headers: { toJSON(): Record<string, string> }
  readonly abortSignal?: AbortSignal
}

type SendRequest = (request: PipelineRequest) => Promise<unknown>

interface CoreRestPipeline {
  createEmptyPipeline(): {
    addPolicy(policy: unknown): void
    sendRequest(client: { readonly sendRequest: SendRequest }, request: PipelineRequest): Promise<unknown>
  }
  createPipelineRequest(options: {
    readonly url: string
    readonly abortSignal?: AbortSignal | undefined
  }): PipelineRequest
  createHttpHeaders(headers: Record<string, string>): unknown
  bearerTokenAuthenticationPolicy(options: unknown): {
    sendRequest(request: PipelineRequest, next: SendRequest): Promise<unknown>
  }
}

export const azureCore: Peer = {
  name: '@azure/core-rest-pipeline',
  note: 'bearerTokenAuthenticationPolicy; the credential, which the package leaves to others, is one fetch',
  async open({ load, origin, fetch = globalThis.fetch }) {
    const azure = await load<CoreRestPipeline>('@azure/core-rest-pipeline')
    const credential = {
      async getToken(_scopes: unknown, { abortSignal }: { readonly abortSignal?: AbortSignal }) {
        const body = new URLSearchParams({ grant_type: 'client_credentials', client_secret: secrets.clientSecret })
        const response = await globalThis.fetch(`${origin}/token`, {
          method: 'POST',
          body,
          ...(abortSignal && { signal: abortSignal }),
        })
        if (!response.ok) throw new Error(`HTTP ${response.status}`)
        const { access_token, expires_in } = await response.json()
        return { token: access_token, expiresOnTimestamp: Date.now() + expires_in * 1000 }
      },
    }
    // The policy sends no token without TLS; this client takes it off again, for a server on loopback.
    const client = {
      async sendRequest(request: PipelineRequest) {
        const response = await fetch(request.url.replace('https:', 'http:'), {
          headers: request.headers.toJSON(),
          ...(request.abortSignal && { signal: request.abortSignal }),
        })
        const headers = azure.createHttpHeaders(Object.fromEntries(response.headers))
        return { request, status: response.status, headers }
      },
    }
    const policy = azure.bearerTokenAuthenticationPolicy({ credential, scopes: 'https://api.example.com/.default' })
    const pipeline = azure.createEmptyPipeline()
    pipeline.addPolicy(policy)
    const send = (url: string, abortSignal?: AbortSignal): Promise<unknown> =>
      pipeline.sendRequest(client, azure.createPipelineRequest({ url: url.replace('http:', 'https:'), abortSignal }))
    const request = azure.createPipelineRequest({ url: 'https://api.example.com/' })
    const answered = Promise.resolve({ request, status: 200, headers: azure.createHttpHeaders({}) })
    return {
      // It hands out no token; what comes nearest is a request that is answered at once.
      headers: () => policy.sendRequest(request, () => answered),
      getToken: (signal) => send(`${origin}/api`, signal),
      fetch: (url) => send(url),
    }
  },
}
