import type { Call } from '../contract.ts'
import { json } from '../http.ts'
import type { AccountTokens } from './account-tokens.ts'
import { serviceError } from './errors.ts'
import type { ElasticPathAccount, ElasticPathSettings } from './options.ts'
import { pageLinks, pageMeta, readPage } from './paging.ts'

/** `GET /v2/accounts` and `GET /v2/accounts/{id}`: what a token opens is its own account and no other. */
export function handleAccounts(call: Call, settings: ElasticPathSettings, accountTokens: AccountTokens): Response {
  const session = accountTokens.find(call.headers)
  if (session === undefined || session === 'foreign') {
    return serviceError(settings, 401, settings.accountTokenErrorDetail)
  }
  const account = toResource(session.account)
  const id = /^\/v2\/accounts\/(.+)$/.exec(call.path)?.[1]
  if (id !== undefined) {
    // Observed on live stores: another account is not forbidden but not found.
    return id === account.id ? json(200, { data: account }) : serviceError(settings, 404, 'account not found')
  }
  const page = readPage(call.query, settings)
  if ('wrong' in page) return serviceError(settings, 400, page.wrong)
  return json(200, {
    meta: { page: pageMeta(page, 1, settings.currentBase), results: { total: 1 } },
    data: [account].slice(page.offset, page.offset + page.limit),
    links: pageLinks(call.baseUrl + call.path, page, 1, settings),
  })
}

interface AccountResource {
  id: string
  type: 'account'
  name: string
  legal_name: string
}

function toResource({ id, name }: ElasticPathAccount): AccountResource {
  return { id, type: 'account', name, legal_name: name }
}
