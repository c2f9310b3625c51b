import { expose } from './page.ts'
import { OAuth2Client, OAuth2Fetch, type OAuth2Token } from '@badgateway/oauth2-client'

const key = 'tabs-token'

expose(() => {
  const client = new OAuth2Client({ clientId: 'tabs-client', tokenEndpoint: `${location.origin}/oauth/token` })
  const storeToken = (token: OAuth2Token): void => localStorage.setItem(key, JSON.stringify(token))
  const wrapper = new OAuth2Fetch({
    client,
    // A person has to sign in again: none without them.
    getNewToken: () => null,
    getStoredToken: () => JSON.parse(localStorage.getItem(key) ?? 'null'),
    storeToken,
  })
  return {
    signIn: async () => storeToken(await client.password({ username: 'ada', password: 'analytical-engine' })),
    getToken: () => wrapper.getAccessToken(),
  }
})
