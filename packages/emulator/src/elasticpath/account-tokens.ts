import type { EmulatorClock, TokenEnd, TokenRecord } from '../contract.ts'
import { createTokenMap, endTokenIn } from '../forgetful-map.ts'
import { createJwt, parseJsonObject } from '../http.ts'
import type { ElasticPathAccount, ElasticPathMember, ElasticPathSettings } from './options.ts'

export const accountTokenHeader = 'EP-Account-Management-Authentication-Token'

/** What a token stands for. */
export interface AccountSession {
  member: ElasticPathMember
  account: ElasticPathAccount
}

/** One element of `data` in the answer. */
export interface AccountTokenItem {
  account_name: string
  account_id: string
  token: string
  type: 'account_management_authentication_token'
  expires: string | number
}

/** Tokens of people, one for each account. Renewal leaves old ones valid until they end. */
export interface AccountTokens {
  issue(session: AccountSession): AccountTokenItem
  /** The session of a living token, `foreign` for one of another store, else undefined. */
  find(headers: Headers): AccountSession | 'foreign' | undefined
  revokeAll(): void
  end(token: string, how: TokenEnd): void
  records(): TokenRecord[]
}

export function createAccountTokens(settings: ElasticPathSettings, clock: EmulatorClock): AccountTokens {
  const issued = createTokenMap<AccountSession & { issuedAt: number; expiresAt: number }>(clock)
  return {
    issue({ member, account }) {
      const issuedAtSeconds = Math.floor(clock.now() / 1000)
      const expiresAtSeconds = Math.floor((clock.now() + settings.accountTokenLifetimeMs) / 1000)
      const claims = {
        account_member_self_management: 'disabled',
        ancestors: '',
        exp: expiresAtSeconds,
        iat: issuedAtSeconds,
        scope: account.id,
        store_id: settings.storeId,
        sub: member.memberId,
      }
      const missing = settings.accountTokenLength - createJwt(claims).length
      // Three bytes of a claim are four characters of the token.
      const token =
        missing > 0 ? createJwt({ ...claims, pad: 'x'.repeat(Math.ceil(missing * 0.75)) }) : createJwt(claims)
      issued.set(token, { member, account, issuedAt: clock.now(), expiresAt: expiresAtSeconds * 1000 })
      return {
        account_name: account.name,
        account_id: account.id,
        token,
        type: 'account_management_authentication_token',
        expires: settings.expiresFormat === 'seconds' ? expiresAtSeconds : isoTime(expiresAtSeconds, settings),
      }
    },
    find(headers) {
      const token = headers.get(accountTokenHeader) ?? ''
      const session = issued.get(token)
      if (session !== undefined) return clock.now() < session.expiresAt ? session : undefined
      const storeId = storeIdOf(token)
      return storeId === undefined || storeId === settings.storeId ? undefined : 'foreign'
    },
    revokeAll() {
      issued.clear()
    },
    end: (token, how) => endTokenIn(issued, token, { how, now: clock.now() }),
    records() {
      return [...issued].map(([token, { member, issuedAt, expiresAt }]) => {
        return { kind: 'access', owner: member.username, token, issuedAt, expiresAt }
      })
    },
  }
}

function isoTime(seconds: number, { expiresFraction }: ElasticPathSettings): string {
  return new Date(seconds * 1000).toISOString().replace(/\.\d+Z$/, `.${expiresFraction}Z`)
}

function storeIdOf(token: string): unknown {
  try {
    const payload = token.split('.')[1] ?? ''
    return parseJsonObject(atob(payload.replaceAll('-', '+').replaceAll('_', '/')))?.['store_id']
  } catch {
    return undefined
  }
}
