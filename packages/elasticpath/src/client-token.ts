import { isAuthError } from '@auth/core'
import { type Adapter, type AdapterContext, createAuth, type Lifetime, type TokenSet } from '@auth/core/adapter'
import { describeErrors } from './errors.ts'
import { createClientToken } from './generated/operations.ts'
import type { ClientTokenRequest as ClientTokenBody, ClientTokenData } from './generated/schemas.ts'
import { checkClientToken, type ElasticPathAuthOptions } from './options.ts'

/** The token of the application, which every request carries beside the account's. */
export interface ClientTokens {
  get(signal: AbortSignal): Promise<string>
  /** Replaces a rejected token. `false` if there is no other, because it was given as a string. */
  replace(rejected: string, signal: AbortSignal): Promise<boolean>
  /** Waits for requests under way. */
  settle(): Promise<void>
}

/** @param secrets - Secrets of the member's session, which no error may show. */
export function createClientTokens(
  options: ElasticPathAuthOptions,
  authBaseUrl: string,
  secrets: () => Iterable<string>,
): ClientTokens {
  const { clientToken, clientId, onEvent } = options
  const settle = async (): Promise<void> => {}
  if (typeof clientToken === 'string') return { get: async () => clientToken, replace: async () => false, settle }
  if (typeof clientToken === 'function') {
    return {
      get: async (signal) => checkClientToken(await clientToken({ signal })),
      replace: async (rejected, signal) => checkClientToken(await clientToken({ signal, rejected })) !== rejected,
      settle,
    }
  }
  const auth = createAuth(
    createClientAdapter(clientId ?? '', options.clientSecret, secrets),
    {
      ...options,
      credentials: {},
      // The application has a session of its own, in memory: the store is for those of people.
      store: undefined,
      identity: undefined,
      // That the application got a token means nobody has signed in.
      onEvent: onEvent && ((event) => (event.type === 'signed-in' ? undefined : onEvent(event))),
    },
    { authBaseUrl, apiBaseUrl: authBaseUrl },
  )
  return {
    get: (signal) => auth.getToken({ signal }).then(({ value }) => value),
    async replace(rejected, signal) {
      try {
        await auth.refresh({ rejected, signal })
        return true
      } catch (error) {
        // The API rejects new tokens too: its own response says more.
        if (isAuthError(error, 'cooling_down')) return false
        throw error
      }
    },
    settle: () => auth[Symbol.asyncDispose](),
  }
}

function createClientAdapter(
  clientId: string,
  clientSecret: string | undefined,
  secrets: () => Iterable<string>,
): Adapter<object, undefined> {
  const body: ClientTokenBody =
    clientSecret === undefined
      ? { grant_type: 'implicit', client_id: clientId }
      : { grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret }
  return {
    name: 'elasticpath',
    account: clientId,
    credentialHeaders: ['authorization'],
    get secrets() {
      return [...secrets()]
    },
    checkCredentials() {},
    identity: () => clientId,
    secretsOf: () => ({ names: [], others: [] }),
    signIn: (context) => requestClientToken(context, body),
    present(headers, { accessToken }) {
      headers.set('authorization', `Bearer ${accessToken}`)
    },
    classify: () => 'other',
  }
}

async function requestClientToken(context: AdapterContext, body: ClientTokenBody): Promise<TokenSet<undefined>> {
  const { fail } = context
  const result = await createClientToken(context.transport, { body }, { retry: 'repeatable' })
  switch (result.status) {
    case 200: {
      const { access_token = '', ...rest } = result.data.data ?? result.data
      return { accessToken: access_token, lifetime: lifetimeOf(rest), exchange: result.exchange, session: undefined }
    }
    case 400:
    case 401:
      throw await context.explain(result, async () =>
        (await import('./client-failure.ts')).clientFailure(context, result),
      )
    case 429:
    case 500:
    case 'undocumented': {
      const { answer, providerCode } = describeErrors(result)
      throw fail.ofStatus(answer, providerCode)
    }
  }
}

function lifetimeOf({ expires_in, expires }: Pick<ClientTokenData, 'expires_in' | 'expires'>): Lifetime {
  if (expires_in !== undefined) return { expiresInMs: expires_in * 1000 }
  return expires === undefined ? 'missing' : { expiresAt: expires * 1000 }
}
