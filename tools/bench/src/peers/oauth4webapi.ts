import { type Peer, secrets } from './peer.ts'

interface OAuth4WebApi {
  readonly allowInsecureRequests: symbol
  ClientSecretPost(secret: string): unknown
  genericTokenEndpointRequest(
    server: object,
    client: object,
    authentication: unknown,
    grant: string,
    parameters: Record<string, string>,
    options: Record<symbol, unknown>,
  ): Promise<Response>
  processGenericTokenEndpointResponse(server: object, client: object, response: Response): Promise<unknown>
}

export const oauth4webapi: Peer = {
  name: 'oauth4webapi',
  note: 'token requests alone: caching and renewal are left to the caller',
  async open({ load, origin }) {
    const oauth = await load<OAuth4WebApi>('oauth4webapi')
    const server = { issuer: origin, token_endpoint: `${origin}/token` }
    const client = { client_id: secrets.clientId }
    const authentication = oauth.ClientSecretPost(secrets.clientSecret)
    const { username, password } = secrets
    return {
      async signIn() {
        const response = await oauth.genericTokenEndpointRequest(
          server,
          client,
          authentication,
          'password',
          { username, password },
          { [oauth.allowInsecureRequests]: true },
        )
        return oauth.processGenericTokenEndpointResponse(server, client, response)
      },
    }
  },
}
