import { type Peer, secrets } from './peer.ts'

interface OpenidClient {
  readonly Configuration: new (server: unknown, clientId: string, clientSecret: string) => object
  allowInsecureRequests(configuration: object): void
  genericGrantRequest(configuration: object, grant: string, parameters: Record<string, string>): Promise<unknown>
  refreshTokenGrant(configuration: object, refreshToken: string): Promise<unknown>
}

export const openidClient: Peer = {
  name: 'openid-client',
  note: 'token requests alone: caching and renewal are left to the caller',
  async open({ load, origin }) {
    const client = await load<OpenidClient>('openid-client')
    const server = { issuer: origin, token_endpoint: `${origin}/token` }
    const configuration = new client.Configuration(server, secrets.clientId, secrets.clientSecret)
    client.allowInsecureRequests(configuration)
    const { username, password } = secrets
    return {
      signIn: () => client.genericGrantRequest(configuration, 'password', { username, password }),
    }
  },
}
