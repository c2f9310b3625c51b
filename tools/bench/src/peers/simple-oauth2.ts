import { type Peer, secrets } from './peer.ts'

interface AccessToken {
  expired(): boolean
  refresh(): Promise<AccessToken>
}

interface SimpleOAuth2 {
  readonly ResourceOwnerPassword: new (
    options: unknown,
  ) => { getToken(parameters: { readonly username: string; readonly password: string }): Promise<AccessToken> }
}

export const simpleOAuth2: Peer = {
  name: 'simple-oauth2',
  note: 'ResourceOwnerPassword; `if (token.expired()) token = await token.refresh()`, as its README says',
  async open({ load, origin }) {
    const { ResourceOwnerPassword } = await load<SimpleOAuth2>('simple-oauth2')
    const client = new ResourceOwnerPassword({
      client: { id: secrets.clientId, secret: secrets.clientSecret },
      auth: { tokenHost: origin, tokenPath: '/token' },
    })
    const { username, password } = secrets
    let token: AccessToken | undefined
    const current = async (): Promise<AccessToken> => {
      token ??= await client.getToken({ username, password })
      if (token.expired()) token = await token.refresh()
      return token
    }
    return {
      getToken: current,
      signIn: () => client.getToken({ username, password }),
      async renew() {
        token = await (await current()).refresh()
      },
    }
  },
}
