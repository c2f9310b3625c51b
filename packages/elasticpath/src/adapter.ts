import type { Adapter, AdapterContext, Grant, StoredGrant } from '@auth/core/adapter'
import type { RetryRule } from '@auth/core/api'
import { type AccountToken, readPage, selectAccount } from './accounts.ts'
import type { ClientTokens } from './client-token.ts'
import { blamesClientToken, wordsOf } from './errors.ts'
import { renewalFailure, signInFailure } from './failures.ts'
import { type CreateAccountMemberTokensResult, createAccountMemberTokens } from './generated/operations.ts'
import type { AccountMemberTokenRequest, AccountMemberTokens } from './generated/schemas.ts'
import {
  type AccountChoice,
  checkElasticPathCredentials,
  type ElasticPathAuthOptions,
  type ElasticPathCredentials,
  type ElasticPathSession,
} from './options.ts'
import { requestOf, tokenHeader, tokenMechanism } from './request.ts'

// The documented maximum; fewer requests for members of many accounts.
const furtherPageLimit = 100

/** What `switchAccount` changes and needs. It belongs to one client. */
export interface AccountState {
  /** Chosen by `switchAccount`, in place of the option. */
  wanted: AccountChoice | undefined
  /** What the account of the last token was chosen by. */
  applied: AccountChoice | undefined
  /** A token of a member who has signed in but has not chosen an account. */
  undecided: { readonly token: string; readonly identity: string } | undefined
}

/** How Elastic Path signs in, renews, presents and fails. */
export function createElasticPathAdapter(
  options: ElasticPathAuthOptions,
  clientTokens: ClientTokens,
  state: AccountState,
): Adapter<ElasticPathCredentials, ElasticPathSession> {
  async function requestPage(
    context: AdapterContext,
    data: AccountMemberTokenRequest,
    extra: { token?: string; offset?: number; limit?: number; retry: RetryRule },
  ): Promise<CreateAccountMemberTokensResult> {
    const request = (clientToken: string) => {
      const page = extra.offset === undefined ? {} : { 'page[offset]': extra.offset, 'page[limit]': extra.limit }
      const header = extra.token === undefined ? {} : { [tokenHeader]: extra.token }
      return createAccountMemberTokens(
        context.transport,
        { clientToken, ...header, ...page, body: { data } },
        { retry: extra.retry },
      )
    }
    const clientToken = await clientTokens.get(context.signal)
    const answer = await request(clientToken)
    // The gateway refuses a dead client token before it looks at the body: nothing was spent, and no lock-out counts.
    if (answer.status !== 401 || !blamesClientToken(wordsOf(context, answer))) return answer
    if (!(await clientTokens.replace(clientToken, context.signal))) return answer
    return request(await clientTokens.get(context.signal))
  }

  /** Reads the pages after the first with a token of the first: the password is sent once, and codes work once. */
  async function readFurtherPages(
    context: AdapterContext,
    first: AccountMemberTokens,
    tokens: AccountToken[],
  ): Promise<void> {
    const total = first.meta?.results?.total ?? tokens.length
    const [anchor] = tokens
    for (let offset = tokens.length; anchor && offset < total; offset += furtherPageLimit) {
      const extra = { token: anchor.token, offset, limit: furtherPageLimit, retry: 'repeatable' } as const
      const answer = await requestPage(context, tokenMechanism, extra)
      if (answer.status !== 201) throw signInFailure(context, answer)
      tokens.push(...readPage(answer.data, answer.exchange))
    }
  }

  async function grantOf(
    context: AdapterContext,
    answer: Extract<CreateAccountMemberTokensResult, { status: 201 }>,
    choice: AccountChoice | undefined,
    identity: string | undefined,
  ): Promise<Grant<ElasticPathSession>> {
    const tokens = readPage(answer.data, answer.exchange)
    await readFurtherPages(context, answer.data, tokens)
    const accounts = tokens.map(({ account }) => account)
    if (tokens.length === 0) {
      throw context.fail('access_denied', {
        answer: { code: 201, text: '', exchange: answer.exchange },
        message: 'the member signed in but belongs to no account, and tokens are issued for accounts only',
      })
    }
    const selection = await selectAccount(tokens, choice)
    if ('problem' in selection) {
      const [anchor] = tokens
      if (anchor && identity !== undefined) state.undecided = { token: anchor.token, identity }
      const reasons = {
        'none-chosen': 'the member has several accounts and none was chosen',
        'not-found': 'the member has no such account',
        'ambiguous-name': 'the member has several accounts of that name: choose by id',
      }
      throw context.fail('account_selection_required', {
        attempts: answer.exchange.attempts,
        message: `${reasons[selection.problem]}. Set \`account\`, or call \`switchAccount\`, with one of the error's \`choices\``,
        choices: accounts.map(({ id, name }) => ({ id, name })),
      })
    }
    state.undecided = undefined
    state.applied = choice
    const { account, token, exchange } = selection.chosen
    return {
      accessToken: token,
      lifetime: { expiresAt: account.expiresAt ?? Number.NaN },
      exchange,
      session: {
        accountMemberId: answer.data.meta?.account_member_id,
        account,
        accounts,
        totalAccounts: answer.data.meta?.results?.total,
      },
    }
  }

  return {
    name: 'elasticpath',
    account: options.clientId ?? options.passwordProfileId ?? '',
    credentialHeaders: ['authorization', tokenHeader.toLowerCase()],
    checkCredentials: (credentials) => checkElasticPathCredentials(credentials, options.passwordProfileId),
    identity(credentials) {
      if ('username' in credentials) return credentials.username
      return state.undecided?.identity ?? credentials.mechanism
    },
    async signIn(context, credentials) {
      const { data, token, retry } = requestOf(credentials, options.passwordProfileId)
      const answer = await requestPage(context, data, { ...(token !== undefined && { token }), retry })
      if (answer.status !== 201) throw signInFailure(context, answer)
      const identity = this.identity(credentials)
      return grantOf(context, answer, state.wanted ?? credentials.account ?? options.account, identity)
    },
    async renew(context, grant: StoredGrant<ElasticPathSession>) {
      if (grant.expired) return undefined
      const answer = await requestPage(context, tokenMechanism, { token: grant.accessToken, retry: 'repeatable' })
      if (answer.status !== 201) throw renewalFailure(context, answer)
      return grantOf(context, answer, state.wanted ?? { id: grant.session.account.id }, undefined)
    },
    async present(headers, { accessToken }, signal) {
      if (!headers.has('authorization')) headers.set('authorization', `Bearer ${await clientTokens.get(signal)}`)
      headers.set(tokenHeader, accessToken)
    },
    async classify(response) {
      if (response.status !== 401) return 'other'
      const sent = response.sent.get('authorization')?.replace(/^Bearer /, '')
      // A 401 does not say which of the two tokens is dead, unless its words do. Renewing uses, and so checks, both.
      if (sent === undefined || !blamesClientToken(await response.text())) return 'token-dead'
      return (await clientTokens.replace(sent, new AbortController().signal)) ? 'try-again' : 'other'
    },
  }
}
