import { inspect } from 'node:util'
import { secrets } from '../../peers/peer.ts'
import { type Case, need } from '../case.ts'

export const errors: Case = {
  title: 'Secrets in the error of a refused token request',
  description:
    'The token endpoint refuses the request with 400, and repeats in its text what was sent. Looked at: where in the error a secret is found, in message, stack, JSON or what `util.inspect` prints.',
  peers: [
    '@auth/meshy',
    'google-auth-library',
    '@azure/msal-node',
    'openid-client',
    'oauth4webapi',
    'simple-oauth2',
    '@badgateway/oauth2-client',
    '@moltin/sdk',
    'ky',
  ],
  async run({ lab, open }) {
    const { password, clientSecret, refreshToken } = secrets
    const all = [password, clientSecret, refreshToken]
    const placesAfter = async (repeat: boolean): Promise<string> => {
      lab.settings.answer = ({ text }) => {
        const sent = all.filter((secret) => text.includes(secret))
        return { status: 400, body: { error: 'invalid_grant', error_description: `wrong: ${repeat ? sent : 'no'}` } }
      }
      const client = await open()
      const error: unknown = await need(client.signIn, 'signIn')().then(
        () => undefined,
        (reason: unknown) => reason,
      )
      if (error === undefined) throw new Error('The request was not refused')
      return Object.entries(textsOf(error))
        .filter(([, text]) => all.some((secret) => text.includes(secret)))
        .map(([place]) => place)
        .join(', ')
    }
    const silent = await placesAfter(false)
    const repeated = await placesAfter(true)
    if (repeated === '') return 'none'
    return silent === '' ? `in ${repeated}` : `in ${repeated} (in ${silent} also without the repetition)`
  },
}

function textsOf(error: unknown): Readonly<Record<string, string>> {
  const { message, stack } = error instanceof Error ? error : { message: '', stack: '' }
  return { message, stack: stack ?? '', inspect: inspect(error, { depth: 20 }), JSON: stringify(error) }
}

function stringify(error: unknown): string {
  try {
    return JSON.stringify(error) ?? ''
  } catch {
    // What refers to itself has no JSON, and so none with a secret.
    return ''
  }
}
