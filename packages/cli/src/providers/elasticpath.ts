import { knownSecrets } from '@auth/core/adapter'
import { serverUrl } from '@auth/core/api'
import { createElasticPathAuth, type ElasticPathAuth, type ElasticPathCredentials } from '@auth/elasticpath'
import { server } from '@auth/elasticpath/api'
import { createClientTokens } from './elasticpath-client-token.ts'
import { field, type Provider, requiredText, sharedFields, type Values } from './provider.ts'

const prefix = 'ELASTICPATH'

export const elasticpath: Provider = {
  name: 'elasticpath',
  title: 'Elastic Path',
  prefix,
  example: '/v2/accounts',
  fields: [
    field(prefix, 'clientId', 'setting', 'everything', 'the client id of the store’s application key'),
    field(prefix, 'passwordProfileId', 'setting', 'everything', 'the password profile that members sign in to'),
    field(prefix, 'username', 'name', 'sign-in', 'the name of the member'),
    field(prefix, 'password', 'secret', 'sign-in', 'the password', 'oneTimePasswordToken'),
    field(prefix, 'oneTimePasswordToken', 'secret', 'nothing', 'a one-time password, in place of the password'),
    field(prefix, 'clientSecret', 'secret', 'nothing', 'the secret of the application key'),
    field(prefix, 'region', 'setting', 'nothing', 'useast (default) or euwest'),
    field(prefix, 'accountId', 'setting', 'nothing', 'the account to act for, if the member has several'),
    ...sharedFields(prefix),
  ],
  open(values, shared) {
    const { accountId, region, authBaseUrl, apiBaseUrl } = values
    const { authBaseUrl: tokenUrl } = elasticpath.urls(values)
    const clientTokens = createClientTokens(values, tokenUrl, shared, () => knownSecrets(auth))
    const auth: ElasticPathAuth = createElasticPathAuth({
      ...shared,
      ...{ authBaseUrl, apiBaseUrl },
      // The client checks it, and names the regions there are.
      region: region as 'useast' | undefined,
      clientToken: clientTokens.get,
      passwordProfileId: requiredText(values, 'passwordProfileId'),
      account: accountId === undefined ? undefined : { id: accountId },
      credentials: readCredentials(values),
    })
    return {
      auth,
      signIn: (given) => auth.signIn(readCredentials(given)),
      async settle() {
        await auth[Symbol.asyncDispose]()
        await clientTokens.settle()
      },
    }
  },
  isSignIn: ({ pathname }, body) =>
    pathname.endsWith('/v2/account-members/tokens') &&
    !body.includes('"authentication_mechanism":"account_management_'),
  mechanism: (values) => (values['oneTimePasswordToken'] ? 'a one-time password' : 'username and password'),
  urls(values) {
    const regional = serverUrl(server, { region: values['region'] })
    return { authBaseUrl: values['authBaseUrl'] ?? regional, apiBaseUrl: values['apiBaseUrl'] ?? regional }
  },
  emulated: ({ elasticpath: { clientId, passwordProfileId, username, password } }) => ({
    ...{ clientId, passwordProfileId, username, password },
  }),
}

function readCredentials({ username, password, oneTimePasswordToken }: Values): ElasticPathCredentials | undefined {
  if (username === undefined) return undefined
  if (oneTimePasswordToken) return { mechanism: 'passwordless', username, oneTimePasswordToken }
  return password === undefined ? undefined : { username, password }
}
