import { createHash } from 'node:crypto'
import { type AuthOptions, isAuthError } from '@auth/core'
import { type Adapter, checkOptions, createAuth, type OptionRules } from '@auth/core/adapter'
import type { ClientTokenRequest } from '@auth/elasticpath'
import { createClientToken } from '@auth/elasticpath/api'
import type { SharedOptions, Values } from './provider.ts'

/** Client tokens of Elastic Path, which every request carries beside the member's. */
interface ClientTokens {
  readonly get: (request: ClientTokenRequest) => Promise<string>
  settle(): Promise<void>
}

const clientRules: OptionRules = { clientId: 'line', 'clientSecret?': 'line' }

/**
 * Keeps the client token in the store too. The package keeps it in memory, which for a command that ends at once would
 * be one more request for every call.
 */
export function createClientTokens(
  values: Values,
  authBaseUrl: string,
  shared: SharedOptions,
  secrets: () => Iterable<string>,
): ClientTokens {
  const { clientId = '', clientSecret: secret = '' } = values
  // As the package does with those that it is given.
  checkOptions('@auth/elasticpath', { clientId, clientSecret: secret || undefined }, clientRules)
  const options: AuthOptions<object> = {
    ...shared,
    // Tokens of other secrets are other tokens. The store keeps no secret: this is in the name of a file.
    identity: `client-${createHash('sha256').update(secret).digest('hex').slice(0, 16)}`,
    credentials: {},
    authBaseUrl,
  }
  const auth = createAuth(createClientAdapter(clientId, secret, secrets), options, {
    authBaseUrl,
    apiBaseUrl: authBaseUrl,
  })
  return {
    async get({ signal, rejected }) {
      if (rejected === undefined) return (await auth.getToken({ signal })).value
      try {
        return (await auth.refresh({ signal, rejected })).value
      } catch (error) {
        // The API rejects new tokens too: with the same one, its own response is passed on, which says more.
        if (isAuthError(error, 'cooling_down')) return rejected
        throw error
      }
    },
    settle: () => auth[Symbol.asyncDispose](),
  }
}

function createClientAdapter(
  clientId: string,
  secret: string,
  secrets: () => Iterable<string>,
): Adapter<object, undefined> {
  return {
    name: 'elasticpath',
    account: clientId,
    credentialHeaders: ['authorization'],
    get secrets() {
      return [secret, ...secrets()].filter(Boolean)
    },
    // That the application got a token means nobody has signed in.
    tells: (type) => type !== 'signed-in' && type !== 'adopted',
    checkCredentials() {},
    identity: () => clientId,
    secretsOf: () => ({ names: [], others: [] }),
    async signIn({ transport, fail }) {
      const body =
        secret === ''
          ? ({ grant_type: 'implicit', client_id: clientId } as const)
          : ({ grant_type: 'client_credentials', client_id: clientId, client_secret: secret } as const)
      const result = await createClientToken(transport, { body }, { retry: 'repeatable' })
      if (result.status === 200) {
        const { access_token = '', expires_in, expires } = result.data.data ?? result.data
        const lifetime =
          expires_in !== undefined
            ? { expiresInMs: expires_in * 1000 }
            : expires === undefined
              ? 'missing'
              : { expiresAt: expires * 1000 }
        return { accessToken: access_token, lifetime, exchange: result.exchange, session: undefined }
      }
      if (result.status !== 400 && result.status !== 401) throw fail.ofStatus(result)
      throw fail('invalid_client', {
        answer: result,
        message: 'no client token was issued: the client id or secret is wrong, or of another region',
      })
    },
    present(headers, { accessToken }) {
      headers.set('authorization', `Bearer ${accessToken}`)
    },
    classify: () => 'other',
  }
}
