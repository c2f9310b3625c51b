import { OAuth2Client, OAuth2Fetch, type OAuth2Token } from '@badgateway/oauth2-client'
import { expose } from './page.ts'

const key = 'tabs-token'

expose(() => {
  const client = new OAuth2Client({ clientId: 'tabs-client', tokenEndpoint: `${location.origin}/oauth/token` })
  const storeToken = (token: OAuth2Token): void => localStorage.setItem(key, JSON.stringify(token))
  let wrapper: OAuth2Fetch | undefined
  // It reads what is stored once, when it is made: after the sign-in.
  const open = (): OAuth2Fetch =>
    new OAuth2Fetch({
      client,
      // Without the person there is none.
      getNewToken: () => null,
      getStoredToken: () => JSON.parse(localStorage.getItem(key) ?? 'null'),
      storeToken,
    })
  return {
    signIn: async () => storeToken(await client.password({ username: 'ada', password: 'analytical-engine' })),
    getToken() {
      wrapper ??= open()
      return wrapper.getAccessToken()
    },
  }
})
