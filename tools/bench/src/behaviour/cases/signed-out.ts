import { type Case, need } from '../case.ts'
import { shareSession } from '../shared.ts'

export const signedOut: Case = {
  title: 'Signed out elsewhere',
  description:
    'Two clients share a stored session, and one signs out. Looked at: whether the other still presents the token.',
  peers: ['@auth/meshy', '@epcc-sdk/sdks-shopper'],
  async run({ lab, open, load }) {
    const shared = await shareSession(load)
    const [here, elsewhere] = [await open(shared), await open(shared)]
    await here.signIn?.()
    const call = async (fetch: typeof here.fetch): Promise<string | undefined> => {
      const before = lab.apiRequests.length
      await need(fetch, 'fetch')(`${lab.origin}/v2/api`).catch(() => undefined)
      return lab.apiRequests[before]?.token
    }
    await call(here.fetch)
    const token = await call(elsewhere.fetch)
    await need(elsewhere.signOut, 'signOut')()
    const later = await call(here.fetch)
    if (later === undefined) return 'signed out here too'
    return later === token ? 'the token is still presented' : 'another token is fetched'
  },
}
