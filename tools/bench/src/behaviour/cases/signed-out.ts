import { type Case, need, pause } from '../case.ts'
import { shareSession } from '../shared.ts'

const minuteMs = 61_000

export const signedOut: Case = {
  title: 'Signed out elsewhere',
  description:
    'Two clients share a session in a store (here in memory), and one signs out. Looked at: whether the other still presents the token, at once and a minute later.',
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
    const outcomeOf = (presented: string | undefined): string => {
      if (presented === undefined) return 'signed out here too'
      return presented === token ? 'token still presented' : 'another token fetched'
    }
    const soon = outcomeOf(await call(here.fetch))
    await pause(minuteMs)
    const later = outcomeOf(await call(here.fetch))
    return soon === later ? later : `at once: ${soon}; a minute later: ${later}`
  },
}
