import { parseDateTime } from '@auth/core/adapter'
import type { Exchange } from '@auth/core/api'
import type { AccountManagementAuthenticationToken, AccountMemberTokens } from './generated/schemas.ts'
import type { AccountChoice, ElasticPathAccount } from './options.ts'

/** A token for one account, and the exchange that brought it. */
export interface AccountToken {
  readonly account: ElasticPathAccount
  readonly token: string
  readonly exchange: Exchange
}

export function readPage(page: AccountMemberTokens, exchange: Exchange): AccountToken[] {
  return page.data.map((item) => ({
    account: { id: item.account_id, name: item.account_name ?? '', expiresAt: expiryOf(item) },
    token: item.token,
    exchange,
  }))
}

/** An ISO date-time; epoch seconds, as some of the documentation has it, are read too. The fraction means nothing. */
function expiryOf({ expires }: AccountManagementAuthenticationToken): number {
  const at = /^\d+$/.test(expires) ? Number(expires) * 1000 : parseDateTime(expires)
  return Math.floor(at / 1000) * 1000
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
  if (typeof choice === 'object' && 'name' in choice) {
    const named = tokens.filter(({ account }) => account.name === choice.name)
    if (named.length > 1) return { problem: 'ambiguous-name' }
    return named[0] ? { chosen: named[0] } : { problem: 'not-found' }
  }
  const id = typeof choice === 'function' ? await choice(tokens.map(({ account }) => account)) : choice.id
  if (id === undefined) return { problem: 'none-chosen' }
  const found = tokens.find(({ account }) => account.id === id)
  return found ? { chosen: found } : { problem: 'not-found' }
}
