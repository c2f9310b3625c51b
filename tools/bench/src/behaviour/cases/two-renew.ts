import { type Case, count, need, pause } from '../case.ts'
import { shareSession } from '../shared.ts'

export const twoRenew: Case = {
  title: 'Two clients renew one session',
  description:
    'Two clients share a stored session whose refresh token works once, and find its token rejected at the same moment. Counted: refresh tokens that are sent twice.',
  peers: ['@auth/meshy', '@badgateway/oauth2-client'],
  async run({ lab, open, load }) {
    const shared = await shareSession(load)
    const first = await open(shared)
    await first.signIn?.()
    const fetchOne = need(first.fetch, 'fetch')
    await fetchOne(`${lab.origin}/v2/api`)
    const second = await open(shared)
    const fetchTwo = need(second.fetch, 'fetch')
    await fetchTwo(`${lab.origin}/v2/api`)
    const before = lab.tokenRequests.length
    lab.revokeTokens()
    lab.settings.beforeApi = () => pause(50)
    await Promise.allSettled([fetchOne(`${lab.origin}/v2/api`), fetchTwo(`${lab.origin}/v2/api`)])
    const spent = lab.tokenRequests.slice(before).flatMap(({ refreshToken }) => refreshToken ?? [])
    const twice = spent.length - new Set(spent).size
    return `${count(spent.length, 'renewal')}, ${twice === 0 ? 'no' : twice} refresh token sent twice`
  },
}
