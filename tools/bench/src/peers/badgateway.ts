import { type Peer, secrets } from './peer.ts'

interface BadgatewayToken {
  readonly refreshToken: string | null
}

interface Badgateway {
  readonly OAuth2Client: new (
    options: unknown,
  ) => { password(parameters: { readonly username: string; readonly password: string }): Promise<BadgatewayToken> }
  readonly OAuth2Fetch: new (
    options: unknown,
  ) => {
    getAccessToken(): Promise<unknown>
    fetch(url: string): Promise<unknown>
    refreshToken(): Promise<unknown>
  }
}

export const badgateway: Peer = {
  name: '@badgateway/oauth2-client',
  note: 'OAuth2Fetch over OAuth2Client, with the password grant',
  async open({ load, origin, fetch, shared }) {
    const { OAuth2Client, OAuth2Fetch } = await load<Badgateway>('@badgateway/oauth2-client')
    const client = new OAuth2Client({
      clientId: secrets.clientId,
      tokenEndpoint: `${origin}/token`,
      ...(fetch && { fetch }),
    })
    const { username, password } = secrets
    const signIn = (): Promise<BadgatewayToken> => client.password({ username, password })
    const wrapper = new OAuth2Fetch({
      client,
      getNewToken: signIn,
      ...(shared && {
        getStoredToken: () => (shared.text === undefined ? null : JSON.parse(shared.text)),
        storeToken: (token: BadgatewayToken) => {
          shared.text = JSON.stringify(token)
        },
      }),
    })
    return {
      getToken: () => wrapper.getAccessToken(),
      fetch: (url) => wrapper.fetch(url),
      signIn,
      renew: () => wrapper.refreshToken(),
    }
  },
}
