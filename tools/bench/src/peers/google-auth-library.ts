import { type Peer, secrets } from './peer.ts'

interface GoogleAuthLibrary {
  readonly OAuth2Client: new (
    options: unknown,
  ) => {
    setCredentials(credentials: { readonly refresh_token: string }): void
    getAccessToken(): Promise<unknown>
    getRequestHeaders(): Promise<unknown>
    request(options: { readonly url: string }): Promise<unknown>
    refreshAccessToken(): Promise<unknown>
  }
}

export const googleAuthLibrary: Peer = {
  name: 'google-auth-library',
  note: 'OAuth2Client with a refresh token and forceRefreshOnFailure',
  async open({ load, origin, fetch }) {
    const { OAuth2Client } = await load<GoogleAuthLibrary>('google-auth-library')
    const client = new OAuth2Client({
      clientId: secrets.clientId,
      clientSecret: secrets.clientSecret,
      endpoints: { oauth2TokenUrl: `${origin}/token` },
      forceRefreshOnFailure: true,
      ...(fetch && { transporterOptions: { fetchImplementation: fetch } }),
    })
    client.setCredentials({ refresh_token: secrets.refreshToken })
    return {
      getToken: () => client.getAccessToken(),
      headers: () => client.getRequestHeaders(),
      fetch: (url) => client.request({ url }),
      signIn: () => client.getAccessToken(),
      renew: () => client.refreshAccessToken(),
    }
  },
}
