import { startLab } from '../../lab/server.ts'
import { secrets } from '../../peers/peer.ts'
import { type Case, need } from '../case.ts'

export const redirects: Case = {
  title: 'A token request is redirected to another host',
  description:
    'The token endpoint answers 307, to another origin. Looked at: whether a secret (password, client secret or refresh token) arrives there.',
  // The signed statement of an app is no secret that lasts; the others leave the sending to the caller.
  peers: [
    '@auth/meshy',
    'google-auth-library',
    'openid-client',
    'oauth4webapi',
    'simple-oauth2',
    '@badgateway/oauth2-client',
    '@moltin/sdk',
    'ky',
    'fetch',
  ],
  async run({ lab, open }) {
    await using other = await startLab()
    lab.settings.answer = ({ path }) => ({ status: 307, headers: { Location: `${other.origin}${path}` } })
    const client = await open()
    await need(client.signIn, 'signIn')().catch(() => undefined)
    const [arrived] = other.tokenRequests
    if (!arrived) return 'not followed'
    const { password, clientSecret, refreshToken } = secrets
    const sent = Object.entries({ password, 'client secret': clientSecret, 'refresh token': refreshToken })
      .filter(([, secret]) => arrived.text.includes(secret))
      .map(([name]) => name)
    return sent.length > 0 ? `followed, with the ${sent.join(' and the ')}` : 'followed, without a secret'
  },
}
