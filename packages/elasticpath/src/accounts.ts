import { type Lifetime, parseDateTime } from '@auth/core/adapter'
import type { Exchange } from '@auth/core/api'
import type { AccountChoice } from './credentials.ts'
import type { AccountMemberTokens } from './generated/schemas.ts'
import type { ElasticPathAccount } from './session.ts'

/** A token for one account, and the exchange that brought it. */
export interface AccountToken {
  readonly account: ElasticPathAccount
  readonly token: string
  readonly type: string | undefined
  readonly lifetime: Lifetime
  readonly exchange: Exchange
}

export function readPage(page: AccountMemberTokens, exchange: Exchange): AccountToken[] {
  return page.data.map(({ account_id: id, account_name: name = '', token, type, expires }) => {
    const at = expires === undefined ? undefined : parseExpires(expires)
    return {
      account: { id, name, expiresAt: Number.isFinite(at) ? at : undefined },
      token,
      type,
      lifetime: at === undefined ? 'missing' : { expiresAt: at },
      exchange,
    }
  })
}

/** Reads an ISO date-time, or epoch seconds as in parts of the documentation. The fraction is meaningless. */
function parseExpires(expires: string): number {
  const at = /^\d+(\.\d+)?$/.test(expires) ? Number(expires) * 1000 : parseDateTime(expires)
  return Math.floor(at / 1000) * 1000
}

/** Whether a link of a page leads anywhere: one that does not is the text `null`, a real null, empty or missing. */
export function isLink(link: string | null | undefined): link is string {
  return Boolean(link) && link !== 'null'
}

export type Selection =
  | { readonly chosen: AccountToken }
  | { readonly problem: 'none-chosen' | 'not-found' | 'ambiguous-name' }

/** Finds the account to act for. Nothing is guessed: acting for a wrong account has consequences. */
export async function selectAccount(
  tokens: readonly AccountToken[],
  choice: AccountChoice | undefined,
): Promise<Selection> {
  const [first] = tokens
  if (choice === undefined) return first && tokens.length === 1 ? { chosen: first } : { problem: 'none-chosen' }
  // An entry of `accounts()` has an id and a name. The id counts, since names are not unique.
  if (typeof choice === 'object' && !('id' in choice)) {
    const named = tokens.filter(({ account }) => account.name === choice.name)
    if (named.length > 1) return { problem: 'ambiguous-name' }
    return named[0] ? { chosen: named[0] } : { problem: 'not-found' }
  }
  const id = typeof choice === 'function' ? await choice(tokens.map(({ account }) => account)) : choice.id
  if (id === undefined) return { problem: 'none-chosen' }
  const found = tokens.find(({ account }) => account.id === id)
  return found ? { chosen: found } : { problem: 'not-found' }
}
