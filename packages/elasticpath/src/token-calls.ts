import type { AdapterContext } from '@auth/core/adapter'
import { type AccountToken, isLink, readPage } from './accounts.ts'
import type { ClientTokens } from './client-token.ts'
import { blamedToken, wordsOf } from './errors.ts'
import { type CreateAccountMemberTokensResult, createAccountMemberTokens } from './generated/operations.ts'
import { type TokenRequest, tokenHeader, tokenRequest } from './request.ts'

export type TokenPage = Extract<CreateAccountMemberTokensResult, { status: 201 }>

interface PagePosition {
  readonly offset?: number
  readonly limit: number
}

// The stores' own default, sent all the same: a page of 100 long tokens would exceed what is read.
const firstPage: PagePosition = { limit: 25 }
const mostPerPage = 100
const pageBytes = 48 * 1024

/** How many accounts a page may hold, going by the longest so far. Larger pages are fewer requests. */
function pageLimitFor({ data }: TokenPage['data']): number {
  const longest = Math.max(...data.map((entry) => JSON.stringify(entry).length))
  // Later names may be longer, and have characters of several bytes.
  return Math.min(mostPerPage, Math.max(1, Math.floor(pageBytes / (longest + 256))))
}

/** Calls of the account member tokens endpoint, which need a client token. */
export class TokenCalls {
  readonly #clientTokens: ClientTokens
  /** A client token that may have been rejected: a 401 did not say which token it was about. */
  #doubted: string | undefined

  constructor(clientTokens: ClientTokens) {
    this.#clientTokens = clientTokens
  }

  async request(
    context: AdapterContext,
    { data, token, retry, onSend }: TokenRequest,
    page: PagePosition = firstPage,
  ): Promise<CreateAccountMemberTokensResult> {
    const { transport, signal } = context
    const send = (clientToken: string): Promise<CreateAccountMemberTokensResult> =>
      createAccountMemberTokens(
        transport,
        {
          clientToken,
          [tokenHeader]: token,
          'page[offset]': page.offset,
          'page[limit]': page.limit,
          body: { data },
        },
        { retry },
      )
    if (this.#doubted !== undefined) {
      const rejected = this.#doubted
      this.#doubted = undefined
      await this.#clientTokens.replace(rejected, signal)
    }
    const clientToken = await this.#clientTokens.get(signal)
    onSend?.()
    const answer = await send(clientToken)
    if (answer.status !== 401) return answer
    const blamed = blamedToken(wordsOf(context, answer))
    if (blamed === 'account') return answer
    // Blamed by name, the client token was refused before anything else was looked at. A 401 that says nothing may be
    // about either: with the other client token it is about the account's. But a password that may have been refused
    // is not sent again, and a code never is.
    if (retry === 'never' || (blamed === undefined && token === undefined)) {
      this.#doubted = clientToken
      return answer
    }
    if (!(await this.#clientTokens.replace(clientToken, signal))) return answer
    const second = await send(await this.#clientTokens.get(signal))
    const attempts = answer.exchange.attempts + second.exchange.attempts
    // The text of an answer is looked up by the object, which therefore stays the same.
    return Object.assign(second, { exchange: { ...second.exchange, attempts } })
  }

  /**
   * The tokens of every account, given the first page of them. With a token of that: the password is sent once, and codes
   * work once.
   */
  async readAll(context: AdapterContext, first: TokenPage): Promise<AccountToken[]> {
    const tokens = readPage(first.data, first.exchange)
    const [anchor] = tokens
    const { meta } = first.data
    const total = meta?.results?.total
    let { links } = first.data
    // Where a page leaves some out, the next one still begins after its limit.
    let offset = Math.max(tokens.length, meta?.page?.limit ?? 0)
    const limit = pageLimitFor(first.data)
    while (anchor && (total === undefined ? isLink(links?.next) : offset < total)) {
      const next = tokenRequest(anchor.token)
      const answer = await this.request(context, next, { offset, limit })
      if (answer.status !== 201) {
        throw await context.explain(answer, async () =>
          (await import('./failures.ts')).signInFailure(context, answer, next.suspects),
        )
      }
      if (answer.data.data.length === 0) break
      tokens.push(...readPage(answer.data, answer.exchange))
      links = answer.data.links
      // A server may have a page length of its own.
      offset += Math.max(1, answer.data.meta?.page?.limit ?? limit)
    }
    // Memberships may change between two pages, and move an account from one to the other.
    return [...new Map(tokens.map((token) => [token.account.id, token])).values()]
  }
}
