import { type Case, need, pause } from '../case.ts'

const waitSeconds = 3
// Some count in whole seconds.
const toleranceMs = 1000

export const retryAfter: Case = {
  title: '429 with Retry-After',
  description: `The token endpoint answers 429 with \`Retry-After: ${waitSeconds}\`, and is then called every 100 ms. Looked at: whether a token request is sent again more than a second too early.`,
  peers: [
    '@auth/meshy',
    'google-auth-library',
    '@azure/msal-node',
    'simple-oauth2',
    '@badgateway/oauth2-client',
    '@octokit/auth-app',
    '@moltin/sdk',
    '@epcc-sdk/sdks-shopper',
  ],
  async run({ lab, open }) {
    let refused = false
    lab.settings.answer = () => {
      if (refused) return undefined
      refused = true
      return { status: 429, headers: { 'Retry-After': String(waitSeconds) }, body: { error: 'slow_down' } }
    }
    const client = await open()
    const getToken = need(client.getToken, 'getToken')
    getToken().catch(() => undefined)
    // Only what is sent by somebody who knows can be too early.
    while (lab.tokenRequests.length === 0) await pause(20)
    await pause(500)
    for (let call = 0; call < 35; call += 1) {
      getToken().catch(() => undefined)
      await pause(100)
    }
    const [first, ...later] = lab.tokenRequests
    const early = later.filter(({ atMs }) => atMs - (first?.atMs ?? 0) < waitSeconds * 1000 - toleranceMs)
    return early.length === 0 ? 'honoured' : 'sent again too early'
  },
}
