import { type Adapter, type AdapterContext, createAuth, type Grant } from '@auth/core/adapter'
import { describeErrors } from './errors.ts'
import { createClientToken } from './generated/operations.ts'
import type { ClientTokenRequest as ClientTokenBody } from './generated/schemas.ts'
import type { ElasticPathAuthOptions } from './options.ts'

/** The token of the application, which every request carries beside the account's. */
export interface ClientTokens {
  get(signal: AbortSignal): Promise<string>
  /** Replaces a refused token. `false`: there is no other, for it was given as a fixed text. */
  replace(rejected: string, signal: AbortSignal): Promise<boolean>
}

export function createClientTokens(options: ElasticPathAuthOptions, authBaseUrl: string): ClientTokens {
  const { clientToken, clientId } = options
  if (typeof clientToken === 'string') return { get: async () => clientToken, replace: async () => false }
  if (typeof clientToken === 'function') {
    return {
      get: async (signal) => clientToken({ signal }),
      replace: async (rejected, signal) => (await clientToken({ signal, rejected })) !== rejected,
    }
  }
  const { fetch, clock, random, timing, retry, headers, onEvent } = options
  const urls = { authBaseUrl, apiBaseUrl: authBaseUrl }
  const symbols = Object.getOwnPropertySymbols(options).map((symbol) => [symbol, Reflect.get(options, symbol)] as const)
  const shared = { fetch, clock, random, timing, retry, headers, onEvent, ...Object.fromEntries(symbols) }
  // A client token is never spent on people: it has a session, and a memory store, of its own.
  const auth = createAuth(
    createClientAdapter(clientId ?? '', options.clientSecret),
    { ...shared, credentials: {} },
    urls,
  )
  return {
    get: async (signal) => (await auth.getToken({ signal })).value,
    async replace(rejected, signal) {
      await auth.refresh({ rejected, signal })
      return true
    },
  }
}

function createClientAdapter(clientId: string, clientSecret: string | undefined): Adapter<object, undefined> {
  const body: ClientTokenBody =
    clientSecret === undefined
      ? { grant_type: 'implicit', client_id: clientId }
      : { grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret }
  return {
    name: 'elasticpath',
    account: clientId,
    credentialHeaders: ['authorization'],
    checkCredentials() {},
    identity: () => clientId,
    signIn: (context) => requestClientToken(context, body),
    present(headers, { accessToken }) {
      headers.set('authorization', `Bearer ${accessToken}`)
    },
    classify: () => 'other',
  }
}

async function requestClientToken(context: AdapterContext, body: ClientTokenBody): Promise<Grant<undefined>> {
  const { fail } = context
  const result = await createClientToken(context.transport, { body }, { retry: 'repeatable' })
  switch (result.status) {
    case 200: {
      const { access_token, expires_in, expires } = result.data
      return {
        accessToken: access_token,
        lifetime:
          expires_in !== undefined
            ? { expiresInMs: expires_in * 1000 }
            : expires !== undefined
              ? { expiresAt: expires * 1000 }
              : 'missing',
        exchange: result.exchange,
        session: undefined,
      }
    }
    case 400:
    case 401:
      throw fail('invalid_client', {
        ...describeErrors(result),
        message:
          'no client token was issued: `clientId` or `clientSecret` is wrong, or belongs to a store of another region',
      })
    case 429:
      throw fail('rate_limited', {
        ...describeErrors(result),
        message: "no client token was issued: the store's rate limit is reached",
      })
    case 500:
    case 'undocumented':
      throw fail.ofStatus(result, describeErrors(result).providerCode)
  }
}
