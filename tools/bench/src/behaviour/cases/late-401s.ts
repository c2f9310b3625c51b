import { type Case, count, need } from '../case.ts'

const calls = 10

export const late401s: Case = {
  title: 'Late 401s',
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
    lab.settings.apiDelayMs = (index) => (index - first < calls ? 100 * (index - first + 1) : 0)
    await Promise.allSettled(Array.from({ length: calls }, () => fetch(`${lab.origin}/v2/api`)))
    const succeeded = lab.apiRequests.slice(first).filter(({ status }) => status === 200).length
    return `${count(lab.tokenRequests.length - before, 'token request')}, ${succeeded} of ${calls} calls succeed`
  },
}
