import { type Case, need } from '../case.ts'

export const rotation: Case = {
  title: 'Renewal without a new refresh token',
  description:
    'The first renewal is answered without a refresh token, which says that the old one stays good. Looked at: what the second renewal sends.',
  peers: ['@auth/meshy', 'google-auth-library', 'simple-oauth2', '@badgateway/oauth2-client'],
  async run({ lab, open }) {
    lab.settings.refreshTokens = ({ refreshToken }) => refreshToken === undefined
    const client = await open()
    const renew = need(client.renew, 'renew')
    await client.getToken?.()
    for (let renewal = 0; renewal < 2; renewal += 1) {
      await renew().catch(() => undefined)
    }
    const [first, second] = lab.tokenRequests.filter(({ refreshToken }) => refreshToken !== undefined)
    if (first === undefined) return 'no renewal with a refresh token'
    return second?.refreshToken === first.refreshToken ? 'the refresh token is kept' : 'the refresh token is lost'
  },
}
