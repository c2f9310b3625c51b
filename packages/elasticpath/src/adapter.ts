import {
  type Adapter,
  type AdapterContext,
  AuthError,
  type PresentedHeaders,
  type RejectionResponse,
  type StoredTokenSet,
  type TokenSet,
  type Verdict,
} from '@auth/core/adapter'
import { type AccountToken, isLink, selectAccount } from './accounts.ts'
import type { ClientTokens } from './client-token.ts'
import {
  type AccountChoice,
  checkElasticPathCredentials,
  type ElasticPathCredentials,
  refuseElasticPathCredentials,
  secretsOf,
} from './credentials.ts'
import { blamedToken } from './errors.ts'
import type { AccountMemberTokens } from './generated/schemas.ts'
import type { ElasticPathAuthOptions } from './options.ts'
import { requestOf, tokenHeader, tokenRequest } from './request.ts'
import { type ElasticPathSession, isElasticPathSession } from './session.ts'
import { TokenCalls, type TokenPage } from './token-calls.ts'

/** A `switchAccount` under way, and its result. */
export interface AccountSwitch {
  readonly choice: AccountChoice
  /** A token for the account, or why there is none: the session then keeps its account. */
  result?: AccountToken | AuthError
}

/** What `switchAccount` changes and needs. A new one begins when somebody signs in or out. */
export interface AccountState {
  underWay?: AccountSwitch | undefined
  /** Chosen by `switchAccount`, in place of the option. */
  switched?: AccountChoice
  /** Who signed in last. */
  identity?: string
  /** A token of a member who has signed in but has not chosen an account. */
  undecided?: string | undefined
}

const credentialHeaders = ['authorization', tokenHeader.toLowerCase()]

const selectionProblems = {
  'none-chosen': 'the member has several accounts and none was chosen',
  'not-found': 'the member has no such account',
  'ambiguous-name': 'the member has several accounts of that name: choose by id',
}

/** How Elastic Path signs in, renews, presents and fails. A class: there may be one for each of many people. */
export class ElasticPathAdapter implements Adapter<ElasticPathCredentials, ElasticPathSession> {
  readonly name = 'elasticpath'
  readonly credentialHeaders: readonly string[] = credentialHeaders
  readonly secretsOf: typeof secretsOf = secretsOf
  readonly refuseCredentials: typeof refuseElasticPathCredentials = refuseElasticPathCredentials
  readonly isSession: typeof isElasticPathSession = isElasticPathSession
  readonly #options: ElasticPathAuthOptions
  readonly #clientTokens: ClientTokens
  /** What is chosen among the accounts of the member. The choices of one do not apply to whoever signs in next. */
  state: AccountState = {}
  #madeCalls: TokenCalls | undefined
  /** Whether the option `credentials` was sent, if it works only once. */
  #codeWasSent = false

  constructor(options: ElasticPathAuthOptions, clientTokens: ClientTokens) {
    this.#options = options
    this.#clientTokens = clientTokens
  }

  get account(): string {
    const { clientId, passwordProfileId } = this.#options
    return [clientId, passwordProfileId, fixedChoice(this.#options)]
      .map((text) => encodeURIComponent(text ?? ''))
      .join('/')
  }

  get secrets(): readonly string[] {
    const { clientSecret, clientToken } = this.#options
    return [clientSecret, clientToken].filter((text) => typeof text === 'string')
  }

  checkCredentials(credentials: ElasticPathCredentials): void {
    checkElasticPathCredentials(credentials, this.#options.passwordProfileId)
  }

  identity(credentials: ElasticPathCredentials): string {
    if ('username' in credentials) return credentials.username
    const { undecided, identity } = this.state
    const continues = 'token' in credentials && credentials.token === undecided
    return (continues && identity) || credentials.mechanism
  }

  async signIn(context: AdapterContext, credentials: ElasticPathCredentials): Promise<TokenSet<ElasticPathSession>> {
    const { state } = this
    state.identity = this.identity(credentials)
    const request = requestOf(credentials, this.#options.passwordProfileId)
    const isFixedCode = request.retry === 'never' && credentials === this.#options.credentials
    if (isFixedCode && this.#codeWasSent) {
      throw context.fail('reauth_required', {
        message: `the option \`credentials\` (${credentials.mechanism}) works once, and was used. Call \`signIn\` with others`,
      })
    }
    const onSend = (): void => {
      this.#codeWasSent ||= isFixedCode
    }
    const answer = await this.#calls.request(context, { ...request, onSend })
    if (answer.status !== 201) {
      throw await context.explain(answer, async () =>
        (await import('./failures.ts')).signInFailure(context, answer, request.suspects),
      )
    }
    return this.#tokenSetOf(context, answer, state, state.switched ?? credentials.account ?? this.#options.account)
  }

  async renew(
    context: AdapterContext,
    tokenSet: StoredTokenSet<ElasticPathSession>,
  ): Promise<TokenSet<ElasticPathSession> | undefined> {
    if (tokenSet.expired) return undefined
    const { state } = this
    const request = tokenRequest(tokenSet.accessToken)
    const answer = await this.#calls.request(context, request)
    if (answer.status !== 201) {
      throw await context.explain(answer, async () =>
        (await import('./failures.ts')).renewalFailure(context, answer, request.suspects),
      )
    }
    return this.#tokenSetOf(context, answer, state, { id: tokenSet.session.account.id })
  }

  present(
    headers: PresentedHeaders,
    { accessToken }: StoredTokenSet<ElasticPathSession>,
    signal: AbortSignal,
  ): void | Promise<void> {
    if (!headers.has('authorization')) {
      const clientToken = this.#clientTokens.ready(signal)
      if (clientToken === undefined) return this.#presentLater(headers, accessToken, signal)
      headers.set('authorization', `Bearer ${clientToken}`)
    }
    headers.set(tokenHeader, accessToken)
  }

  async #presentLater(headers: PresentedHeaders, accessToken: string, signal: AbortSignal): Promise<void> {
    headers.set('authorization', `Bearer ${await this.#clientTokens.get(signal)}`)
    headers.set(tokenHeader, accessToken)
  }

  async classify(response: RejectionResponse): Promise<Verdict> {
    if (response.status !== 401) return 'other'
    const sent = response.sent.get('authorization')?.replace(/^Bearer /, '')
    // A 401 does not say which of the two tokens is dead, unless its words do. Renewing uses, and so checks, both.
    if (sent === undefined || blamedToken(await response.text()) !== 'client') return 'token-rejected'
    return (await this.#clientTokens.replace(sent, response.signal)) ? 'try-again' : 'other'
  }

  get #calls(): TokenCalls {
    this.#madeCalls ??= new TokenCalls(this.#clientTokens)
    return this.#madeCalls
  }

  async #tokenSetOf(
    context: AdapterContext,
    answer: TokenPage,
    state: AccountState,
    choice: AccountChoice | undefined,
  ): Promise<TokenSet<ElasticPathSession>> {
    const tokens = await this.#calls.readAll(context, answer)
    const accounts = tokens.map(({ account }) => account)
    const success = { code: answer.code, text: '', exchange: answer.exchange }
    const [anchor] = tokens
    if (!anchor) {
      const message = 'the member belongs to no account, and tokens are for accounts'
      throw await context.explain(success, () => context.fail('access_denied', { answer: success, message }))
    }
    const select = async (from: AccountChoice | undefined): Promise<AccountToken | AuthError> => {
      const selection = await selectAccount(tokens, from)
      if ('chosen' in selection) return selection.chosen
      return context.explain(success, () =>
        context.fail('account_selection_required', {
          answer: success,
          message: `${selectionProblems[selection.problem]}. Set \`account\`, or call \`switchAccount\`, with one of the error's \`choices\``,
          choices: accounts.map(({ id, name }) => ({ id, name })),
        }),
      )
    }
    const { underWay } = state
    if (underWay) underWay.result = await select(underWay.choice)
    let selected = underWay?.result
    if (!selected || selected instanceof AuthError) selected = await select(choice)
    if (selected instanceof AuthError) {
      state.undecided = anchor.token
      throw selected
    }
    state.undecided = undefined
    const { account, token, type, lifetime, exchange } = selected
    return {
      accessToken: token,
      lifetime,
      exchange,
      session: { ...describePage(answer.data), account, accounts, tokenType: type },
    }
  }
}

/** The account that all sessions of a client are for, if it is known in advance. It is part of the store key. */
function fixedChoice({ account, credentials }: ElasticPathAuthOptions): string | undefined {
  const choice = (typeof credentials === 'object' ? credentials.account : undefined) ?? account
  if (typeof choice !== 'object') return undefined
  return 'id' in choice ? choice.id : choice.name
}

function describePage({ meta, links = {} }: AccountMemberTokens): Omit<ElasticPathSession, 'account' | 'accounts'> {
  return {
    accountMemberId: meta?.account_member_id,
    totalAccounts: meta?.results?.total,
    meta: meta && { page: meta.page, results: meta.results },
    links: Object.fromEntries(Object.entries(links).filter(([, link]) => isLink(link))),
  }
}
