import type { Lab } from '../../lab/server.ts'
import { type Case, count, need, pause } from '../case.ts'

const calls = 10

export const late401s: Case = {
  title: '10 late 401s for one revoked token',
  description: `${calls} requests carry a token that has just been revoked. Their 401s arrive one after another, each after the renewal for the one before. Counted: token requests, and answers with 200.`,
  peers: [
    '@auth/meshy',
    'google-auth-library',
    '@azure/core-rest-pipeline',
    '@badgateway/oauth2-client',
    '@octokit/auth-app',
    '@moltin/sdk',
    '@epcc-sdk/sdks-shopper',
    'ky',
  ],
  async run({ lab, open }) {
    const client = await open()
    const fetch = need(client.fetch, 'fetch')
    await fetch(`${lab.origin}/v2/api`)
    const before = lab.tokenRequests.length
    const first = lab.apiRequests.length
    lab.revokeTokens()
    answerOneByOne(lab, lab.apiRequests[first - 1]?.token)
    await Promise.allSettled(Array.from({ length: calls }, () => fetch(`${lab.origin}/v2/api`)))
    const succeeded = lab.apiRequests.slice(first).filter(({ status }) => status === 200).length
    return `${count(lab.tokenRequests.length - before, 'token request')}, ${succeeded} of ${calls} calls succeed`
  },
}

// Long enough for a peer that does send its request again, however busy the machine.
const patienceMs = 2000

/** Refuses the next request with the dead token when the one before has been sent again, and answered. */
function answerOneByOne(lab: Lab, dead: string | undefined): void {
  let turn = Promise.resolve()
  let noteReplay = (): void => undefined
  lab.settings.beforeApi = (token) => {
    if (token !== dead) return undefined
    const mine = turn
    turn = mine.then(async () => {
      const replayed = new Promise<void>((resolve) => {
        noteReplay = resolve
      })
      await Promise.race([replayed, pause(patienceMs)])
      // The client, too, must have seen the answer.
      await pause(50)
    })
    return mine
  }
  lab.settings.afterApi = ({ token }) => {
    if (token !== dead) noteReplay()
  }
}
