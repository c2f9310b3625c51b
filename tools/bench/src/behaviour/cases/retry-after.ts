import { type Case, need, pause } from '../case.ts'

const waitSeconds = 2

export const retryAfter: Case = {
  title: '429 with Retry-After',
  description: `The token endpoint answers 429 with \`Retry-After: ${waitSeconds}\`, and is called every 100 ms for three seconds. Looked at: whether one is sent again before that.`,
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
    for (let call = 0; call < 30; call += 1) {
      getToken().catch(() => undefined)
      await pause(100)
    }
    const [first, ...later] = lab.tokenRequests
    const early = later.filter(({ atMs }) => atMs - (first?.atMs ?? 0) < waitSeconds * 1000)
    return early.length === 0 ? 'honoured' : 'sent again too early'
  },
}
