import type { Call, ProviderContext, ProviderEmulator } from './contract.ts'
import { createAccountTokens } from './elasticpath/account-tokens.ts'
import { handleAccounts } from './elasticpath/accounts.ts'
import { createClientTokens } from './elasticpath/client-tokens.ts'
import { clientTokenError, serviceError, troubleError } from './elasticpath/errors.ts'
import { authenticate } from './elasticpath/mechanisms.ts'
import { createMembers } from './elasticpath/members.ts'
import type { ElasticPathOptions } from './elasticpath/options.ts'
import { pageLinks, pageMeta, readPage } from './elasticpath/paging.ts'
import { settingsOf } from './elasticpath/settings.ts'
import { json } from './http.ts'

export { elasticPathCredentials } from './elasticpath/credentials.ts'
export type {
  ElasticPathAccount,
  ElasticPathMember,
  ElasticPathOidcCode,
  ElasticPathOneTimeCode,
  ElasticPathOptions,
} from './elasticpath/options.ts'

/** Elastic Path Commerce Cloud: client tokens, account member tokens and one resource that needs both. */
export function createElasticPath(options: ElasticPathOptions, { clock }: ProviderContext): ProviderEmulator {
  const settings = settingsOf(options)
  const clientTokens = createClientTokens(settings, clock)
  const accountTokens = createAccountTokens(settings, clock)
  const members = createMembers(settings, clock)

  const handleToken = (call: Call): Response => {
    const page = readPage(call.query, settings)
    if ('wrong' in page) return serviceError(settings, 400, page.wrong)
    const member = authenticate(call.text, call.headers, { settings, members, accountTokens })
    if (member instanceof Response) return member
    const total = member.accounts.length
    const accounts = member.accounts.slice(page.offset, page.offset + page.limit)
    return json(201, {
      meta: {
        ...(settings.includeMemberId ? { account_member_id: member.memberId } : {}),
        page: pageMeta(page, total, settings.currentBase),
        results: { total },
      },
      data: accounts.map((account) => accountTokens.issue({ member, account })),
      links: pageLinks(call.baseUrl + call.path, page, total, settings),
    })
  }

  return {
    endpoint({ method, path }) {
      if (method === 'POST' && path === '/v2/account-members/tokens') return 'token'
      if (method === 'POST' && path === '/oauth/access_token') return 'client-token'
      return method === 'GET' && /^\/v2\/accounts(\/[^/]+)?$/.test(path) ? 'resource' : undefined
    },
    handle(endpoint, call) {
      if (endpoint === 'client-token') return clientTokens.issue(call)
      if (!clientTokens.accepts(call.headers)) return clientTokenError(settings)
      return endpoint === 'token' ? handleToken(call) : handleAccounts(call, settings, accountTokens)
    },
    notFound: () => serviceError(settings, 404),
    trouble: troubleError,
    tokens: () => [...clientTokens.records(), ...accountTokens.records()],
    /** Ends the tokens of people. Those of applications end by their own, shorter lifetime. */
    revokeAccessTokens: () => accountTokens.revokeAll(),
    endToken(token, how) {
      clientTokens.end(token, how)
      accountTokens.end(token, how)
    },
  }
}
