import type { Adapter, AdapterContext, TokenSet } from '../../adapter-contract.ts'
import type { Operation, Undocumented } from '../../api/operation.ts'
import { schema } from '../../api/schema.ts'
import { turns } from '../expectations.ts'

interface Granted {
  readonly access_token: string
  readonly refresh_token: string
}

const text = { type: 'string' } as const
const requestToken: Operation = {
  id: 'requestToken',
  method: 'POST',
  path: '/token',
  body: { type: 'json', schema: schema({ type: 'object', properties: { refreshToken: { ...text, secret: true } } }) },
  responses: {
    200: schema({
      type: 'object',
      required: ['access_token', 'refresh_token'],
      properties: { access_token: { ...text, secret: true }, refresh_token: { ...text, secret: true } },
    }),
  },
}

async function send(context: AdapterContext, body: object): Promise<TokenSet<object>> {
  const result = (await context.transport(requestToken, { body }, { retry: 'unsent' })) as
    | { readonly status: 200; readonly data: Granted; readonly exchange: TokenSet<object>['exchange'] }
    | Undocumented // as `requestToken` says
  if (result.status !== 200) throw context.fail('reauth_required', { message: 'refused', answer: result })
  const { access_token, refresh_token } = result.data
  const lifetime = { expiresInMs: 3_600_000 }
  return { accessToken: access_token, refreshToken: refresh_token, lifetime, exchange: result.exchange, session: {} }
}

export const adapter: Adapter<object, object> = {
  name: 'conformance',
  account: 'account',
  credentialHeaders: ['authorization'],
  checkCredentials() {},
  identity: () => 'ada',
  signIn: (context) => send(context, {}),
  renew: (context, { refreshToken }) => send(context, { refreshToken }),
  present() {},
  classify: () => 'other',
}

/** A provider that rotates refresh tokens, and ends the session when one is used twice. */
export interface Provider {
  /** How often each refresh token was sent. */
  readonly spent: ReadonlyMap<string, number>
  fetch(url: unknown, init?: RequestInit): Promise<Response>
}

export function createProvider(): Provider {
  const spent = new Map<string, number>()
  let issued = 0
  return {
    spent,
    async fetch(_, init) {
      const { refreshToken }: { refreshToken?: string } = JSON.parse(String(init?.body))
      // Long enough that somebody else could send the same one.
      await turns(3)
      if (refreshToken !== undefined) {
        const times = (spent.get(refreshToken) ?? 0) + 1
        spent.set(refreshToken, times)
        if (times > 1) return Response.json({}, { status: 400 })
      }
      issued += 1
      return Response.json({ access_token: `access-${issued}`, refresh_token: `refresh-${issued}` })
    },
  }
}
