import { type Case, count, need, pause } from '../case.ts'

const calls = 1000
const lengthMs = 60_000

export const outage: Case = {
  title: '1,000 calls in an outage of 60 s',
  description:
    '1,000 calls, evenly spread over 60 s, while the token endpoint answers 503 and there is no token. Counted: token requests.',
  peers: [
    '@auth/meshy',
    'google-auth-library',
    '@azure/core-rest-pipeline',
    '@azure/msal-node',
    'simple-oauth2',
    '@badgateway/oauth2-client',
    '@octokit/auth-app',
    '@moltin/sdk',
    '@epcc-sdk/sdks-shopper',
  ],
  async run({ lab, open }) {
    lab.settings.answer = () => ({ status: 503, body: { error: 'temporarily_unavailable' } })
    const client = await open()
    const getToken = need(client.getToken, 'getToken')
    const start = performance.now()
    for (let call = 0; call < calls; call += 1) {
      // A call that waits does not keep the others from being made.
      getToken().catch(() => undefined)
      await pause(start + ((call + 1) * lengthMs) / calls - performance.now())
    }
    return count(lab.tokenRequests.length, 'token request')
  },
}
