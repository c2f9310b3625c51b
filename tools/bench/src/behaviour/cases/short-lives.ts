import { type Case, count, need, pause } from '../case.ts'

const calls = 50

export const shortLives: Case = {
  title: '50 calls with a token that lives 60 s',
  description: `${calls} calls one after another within two seconds, with tokens that are good for 60 s. Counted: token requests.`,
  // Installations' tokens always live an hour.
  peers: [
    '@auth/meshy',
    'google-auth-library',
    '@azure/core-rest-pipeline',
    '@azure/msal-node',
    'simple-oauth2',
    '@badgateway/oauth2-client',
    '@moltin/sdk',
    '@epcc-sdk/sdks-shopper',
  ],
  async run({ lab, open }) {
    lab.settings.lifetimeSeconds = 60
    const client = await open()
    const getToken = need(client.getToken, 'getToken')
    for (let call = 0; call < calls; call += 1) {
      await getToken()
      await pause(40)
    }
    return count(lab.tokenRequests.length, 'token request')
  },
}
