import { inspect } from 'node:util'
import { secrets } from '../../peers/peer.ts'
import { type Case, need } from '../case.ts'

export const errors: Case = {
  title: 'Secrets in errors',
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
    '@epcc-sdk/sdks-shopper',
    'ky',
  ],
  async run({ lab, open }) {
    const { password, clientSecret, refreshToken } = secrets
    const all = [password, clientSecret, refreshToken]
    lab.settings.answer = ({ text }) => ({
      status: 400,
      body: { error: 'invalid_grant', error_description: `wrong: ${all.filter((secret) => text.includes(secret))}` },
    })
    const client = await open()
    const error: unknown = await need(client.signIn, 'signIn')().then(
      () => undefined,
      (reason: unknown) => reason,
    )
    if (error === undefined) return 'no error'
    const found = Object.entries(textsOf(error))
      .filter(([, text]) => all.some((secret) => text.includes(secret)))
      .map(([place]) => place)
    return found.length > 0 ? `in ${found.join(', ')}` : 'none'
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
