import { createAuth0Client } from '@auth0/auth0-spa-js'
import { expose } from './page.ts'

expose(async () => {
  const client = await createAuth0Client({
    domain: location.origin,
    clientId: 'tabs-client',
    useRefreshTokens: true,
    cacheLocation: 'localstorage',
    authorizationParams: { redirect_uri: `${location.origin}/` },
  })
  return {
    signIn: () => client.loginWithRedirect(),
    finishSignIn: () => client.handleRedirectCallback(),
    getToken: () => client.getTokenSilently(),
  }
})
