import { isAuthError } from '@auth/core'
import { type Adapter, type AdapterContext, createAuth, type Lifetime, type TokenSet } from '@auth/core/adapter'
import { clientFailure } from './client-failure.ts'
import { describeErrors } from './errors.ts'
import { createClientToken } from './generated/operations.ts'
import type { ClientTokenRequest as ClientTokenBody, ClientTokenData } from './generated/schemas.ts'
import { checkClientToken, type ElasticPathAuthOptions } from './options.ts'

/** The token of the application, which every request carries beside the account's. */
export interface ClientTokens {
  get(signal: AbortSignal): Promise<string>
  /** Replaces a refused token. `false`: there is no other, for it was given as a fixed text. */
  replace(rejected: string, signal: AbortSignal): Promise<boolean>
  /** Waits for what runs. */
  settle(): Promise<void>
}

export function createClientTokens(options: ElasticPathAuthOptions, authBaseUrl: string): ClientTokens {
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
    createClientAdapter(clientId ?? '', options.clientSecret),
    {
      ...options,
      credentials: {},
      // A client token is never spent on people: it has a session, and a memory store, of its own.
      store: undefined,
      identity: undefined,
      // Nobody has signed in because the application got a token.
      onEvent: onEvent && ((event) => (event.type === 'signed-in' ? undefined : onEvent(event))),
    },
    { authBaseUrl, apiBaseUrl: authBaseUrl },
  )
  return {
    get: async (signal) => (await auth.getToken({ signal })).value,
    async replace(rejected, signal) {
      try {
        await auth.refresh({ rejected, signal })
        return true
      } catch (error) {
        // The API rejects new ones too: its own answer says more.
        if (isAuthError(error, 'cooling_down')) return false
        throw error
      }
    },
    settle: () => auth[Symbol.asyncDispose](),
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
      throw clientFailure(context, result)
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
