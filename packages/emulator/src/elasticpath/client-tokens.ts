import type { Call, EmulatorClock, TokenEnd, TokenRecord } from '../contract.ts'
import { createTokenMap, endTokenIn } from '../forgetful-map.ts'
import { json, parseForm, randomToken } from '../http.ts'
import { serviceError } from './errors.ts'
import type { ElasticPathSettings } from './options.ts'

/** Tokens of applications: `/oauth/access_token` and the check of `Authorization`. */
export interface ClientTokens {
  issue(call: Call): Response
  /** Whether the request carries a living client token. */
  accepts(headers: Headers): boolean
  end(token: string, how: TokenEnd): void
  records(): TokenRecord[]
}

export function createClientTokens(settings: ElasticPathSettings, clock: EmulatorClock): ClientTokens {
  const issued = createTokenMap<{ issuedAt: number; expiresAt: number }>(clock)
  return {
    issue(call) {
      // The real bodies of refusals are not documented; the statuses are.
      if (!call.headers.get('content-type')?.toLowerCase().startsWith('application/x-www-form-urlencoded')) {
        return serviceError(settings, 400, 'Content-Type must be application/x-www-form-urlencoded')
      }
      const form = parseForm(call.text)
      const grant = form.get('grant_type')
      if (grant !== 'implicit' && grant !== 'client_credentials') {
        return serviceError(settings, 400, 'grant_type is not supported')
      }
      const hint = hintFor(call)
      if (!form.get('client_id')) return serviceError(settings, 400, `client_id is required${hint ? `: ${hint}` : ''}`)
      if (form.get('client_id') !== settings.clientId) return serviceError(settings, 401, hint)
      if (grant === 'client_credentials' && form.get('client_secret') !== settings.clientSecret) {
        return serviceError(settings, 401, hint)
      }
      const token = randomToken('', 40)
      const expiresAt = clock.now() + settings.clientTokenLifetimeMs
      issued.set(token, { issuedAt: clock.now(), expiresAt })
      const body = {
        access_token: token,
        token_type: 'Bearer',
        expires_in: Math.floor(settings.clientTokenLifetimeMs / 1000),
        expires: Math.floor(expiresAt / 1000),
        identifier: grant,
      }
      return json(200, settings.clientTokenInData ? { data: body } : body)
    },
    accepts(headers) {
      const token = /^bearer +(\S+)$/i.exec(headers.get('authorization') ?? '')?.[1]
      const found = token === undefined ? undefined : issued.get(token)
      return found !== undefined && clock.now() < found.expiresAt
    },
    end: (token, how) => endTokenIn(issued, token, { how, now: clock.now() }),
    records() {
      return [...issued].map(([token, { issuedAt, expiresAt }]) => {
        return { kind: 'client', owner: settings.clientId, token, issuedAt, expiresAt }
      })
    },
  }
}

/** Many OAuth clients send Basic unless they are told otherwise, and see no more than a 401. */
function hintFor({ headers }: Call): string | undefined {
  if (!/^basic\b/i.test(headers.get('authorization') ?? '')) return undefined
  return 'send client_id and client_secret in the form; Elastic Path documents no Authorization: Basic here (client_secret_post, not client_secret_basic)'
}
