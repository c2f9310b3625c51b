import { type Peer, secrets } from './peer.ts'

interface MsalNode {
  readonly ConfidentialClientApplication: new (
    options: unknown,
  ) => { acquireTokenByClientCredential(request: { readonly scopes: readonly string[] }): Promise<unknown> }
}

interface NetworkRequest {
  readonly headers?: Record<string, string>
  readonly body?: string
}

// It talks to authorities over TLS only, and asks for none of this when it is told.
const host = 'login.example.com'
const authority = `https://${host}/bench`

export const msalNode: Peer = {
  name: '@azure/msal-node',
  note: 'ConfidentialClientApplication; its network client is replaced, to reach a server on loopback',
  async open({ load, origin }) {
    const { ConfidentialClientApplication } = await load<MsalNode>('@azure/msal-node')
    const send = async (method: string, url: string, { headers, body }: NetworkRequest = {}): Promise<unknown> => {
      const response = await fetch(url.replace(`https://${host}`, origin), {
        method,
        ...(headers && { headers }),
        ...(body !== undefined && { body }),
      })
      return { status: response.status, headers: Object.fromEntries(response.headers), body: await response.json() }
    }
    const application = new ConfidentialClientApplication({
      auth: {
        clientId: secrets.clientId,
        clientSecret: secrets.clientSecret,
        authority,
        knownAuthorities: [host],
        authorityMetadata: JSON.stringify({
          authorization_endpoint: `${authority}/authorize`,
          token_endpoint: `${authority}/token`,
          issuer: authority,
          jwks_uri: `${authority}/keys`,
        }),
      },
      system: {
        networkClient: {
          sendGetRequestAsync: (url: string, options?: NetworkRequest) => send('GET', url, options),
          sendPostRequestAsync: (url: string, options?: NetworkRequest) => send('POST', url, options),
        },
      },
    })
    const getToken = (): Promise<unknown> =>
      application.acquireTokenByClientCredential({ scopes: ['https://api.example.com/.default'] })
    return { getToken, signIn: getToken }
  },
}
