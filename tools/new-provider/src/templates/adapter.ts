import type { CredentialForm, PackageModel } from '../package-model.ts'
import type { Status } from '../sign-in/describe-sign-in.ts'
import { givenIn, isOnce } from '../sign-in/members.ts'
import { comment, requestCode, usesFillIn } from './code.ts'
import { followUpsCode } from './follow-ups.ts'
import { choiceCode } from './forms.ts'
import { grantCode } from './grant.ts'
import { credentialHeader, presentCode } from './present.ts'

/** `src/adapter.ts`: how the provider signs in, with a branch for every status of the spec. */
export function adapterFile(model: PackageModel): string {
  const { names, signIn, options, serverOptions } = model
  const { title, pascal, name } = names
  const ofServer = new Set(serverOptions.map((option) => option.name))
  const used = options.map((option) => option.name).filter((option) => !ofServer.has(option))
  const account = options.filter(({ required, secret, type }) => required && !secret && type === 'string')
  const request = requestCode(model)
  const { renewal, signOut } = model
  const types = renewal ? 'Adapter, TokenSet' : 'Adapter'
  const operations = new Set(
    [signIn.operation, renewal?.operation, signOut?.operation].filter((id) => id !== undefined),
  )
  const code = `
import ${model.expiry?.kind === 'date-time' ? `{ ${types.replaceAll(/\w+/g, 'type $&')}, parseDateTime }` : `type { ${types} }`} from '@auth/core/adapter'
import { ${[...operations, ...resultTypes(model)].join(', ')} } from './generated/operations.ts'
${cookieImport(model)}${model.expiry?.kind === 'jwt' ? "import { lifetimeOf } from './lifetime-of.ts'\n" : ''}import { check${pascal}Credentials, ${hasOptions(model) ? `type ${pascal}AuthOptions, ` : ''}type ${pascal}Credentials, type ${pascal}Session } from './options.ts'

/** How ${title} signs in, renews, presents and fails. */
export function create${pascal}Adapter(${hasOptions(model) ? `options: ${pascal}AuthOptions` : ''}): Adapter<${pascal}Credentials, ${pascal}Session> {
  ${used.length > 0 ? `const { ${used.join(', ')} } = options` : ''}
  return {
    name: '${name}',
    // FILL IN: what keeps clients of ${title} apart beside the user, such as a client id. Not a secret: it is in store keys.
    account: ${accountCode(account.map((given) => (ofServer.has(given.name) ? `options.${given.name}` : given.name)))},
    credentialHeaders: [${[credentialHeader(model.presentation), ...sentHeaders(model)].map((header) => `'${header}'`).join(', ')}],
    ${secretOptions(model)}checkCredentials: check${pascal}Credentials,
    ${identityCode(model)}
    async signIn(context${/\bcredentials\b/.test(request) ? ', credentials' : ''}) {
      ${alternativesCode(model)}const result = await ${signIn.operation}(context.transport, ${request}, ${retryCode(model)})
      switch (result.status) {
${branches(model)}
        case 'undocumented':
          throw context.fail.ofStatus(result)
      }
      throw result satisfies never
    },
    ${followUpsCode(model)}
    ${presentCode(model.presentation)},
    // FILL IN: which answers of the API say that the token is dead.
    classify: ({ status }) => (status === 401 ? 'token-rejected' : 'other'),
  }
}
${tokenSetFunction(model)}`
  return usesFillIn(code) ? code.replace('import {', "import { fillIn } from './fill-in.ts'\nimport {") : code
}

/** What a sign-in and a renewal answer is read in one place. */
function tokenSetFunction(model: PackageModel): string {
  if (!model.renewal) return ''
  const status = model.signIn.success?.status
  const results = resultTypes(model).map((type) => `Extract<${type.replace('type ', '')}, { status: ${status} }>`)
  return `
function tokenSetOf(result: ${results.join(' | ')}): TokenSet<${model.names.pascal}Session> {
  ${grantCode(model)}
}
`
}

function resultTypes({ signIn, renewal }: PackageModel): string[] {
  const ids = renewal ? [...new Set([signIn.operation, renewal.operation])] : []
  return ids.map((id) => `type ${id.charAt(0).toUpperCase()}${id.slice(1)}Result`)
}

function alternativesCode({ signIn: { alternatives } }: PackageModel): string {
  if (alternatives.length === 0) return ''
  return `// FILL IN: the document allows other credentials in place of these: ${comment(alternatives.join(', or '))}.\n      `
}

function cookieImport(model: PackageModel): string {
  if (!usesCookie(model)) return ''
  return usesAllCookies(model)
    ? "import { cookiesIn } from './cookies-in.ts'\n"
    : "import { cookieIn } from './cookie-in.ts'\n"
}

/** Whether the token is all the cookies that an answer sets. */
export function usesAllCookies({ accessToken }: PackageModel): boolean {
  return accessToken?.kind === 'cookie' && accessToken.name === ''
}

/** Whether the token is read out of a cookie. */
export function usesCookie({ accessToken }: PackageModel): boolean {
  return accessToken?.kind === 'cookie' && accessToken.name !== undefined
}

/** Whether an adapter is told anything about its client. */
export function hasOptions({ options, serverOptions }: PackageModel): boolean {
  const ofServer = serverOptions.map((option) => option.name)
  return options.some(({ name, required, type }) => !ofServer.includes(name) || (required && type === 'string'))
}

function accountCode(names: readonly string[]): string {
  const [only] = names
  if (only === undefined) return "''"
  return names.length === 1 ? only : `[${names.join(', ')}].join('/')`
}

/** Headers that a sign-in sends secrets in: a redirect must not carry them on either. */
function sentHeaders({ signIn, presentation }: PackageModel): string[] {
  const present = credentialHeader(presentation)
  const basic = signIn.parameters.some(({ source }) => source.kind === 'given' && source.values.length === 2)
  return basic && present !== 'authorization' ? ['authorization'] : []
}

function secretOptions({ options }: PackageModel): string {
  const secrets = options.filter(({ secret }) => secret)
  const shown = secrets.map(({ name, required }) => (required ? name : `...(${name} === undefined ? [] : [${name}])`))
  return shown.length > 0 ? `secrets: [${shown.join(', ')}],\n` : ''
}

function identityCode(model: PackageModel): string {
  const { credentials, forms } = model
  if (forms.length > 0) {
    const write = (form: CredentialForm): string =>
      textOf(form.credentials, whose(form.credentials)) ?? ownIdentity(model)
    return `identity: (credentials) => ${choiceCode(model, write)},`
  }
  const text = textOf(credentials, whose(credentials))
  return text === undefined ? `identity: () => ${ownIdentity(model)},` : `identity: (credentials) => ${text},`
}

/** The member that tells whom credentials are for. Never a password: the identity is in store keys, as a digest. */
function whose(credentials: PackageModel['credentials']): string | undefined {
  const possible = credentials.filter(({ name }) => !/pass|pwd|secret|pin$|otp|code|totp|mfa/i.test(name))
  const known = possible.filter(({ name }) => /user|mail|login|account|identi|client_?id|key_?id|phone/i.test(name))
  return ([...known, ...possible].find(({ required }) => required) ?? known[0] ?? possible[0])?.name
}

/** Where credentials do not tell whom they are for, the client may. */
function ownIdentity({ options }: PackageModel): string {
  const own = options.find(({ name, type }) => /client_?id|app_?id|key_?id|account/i.test(name) && type === 'string')
  if (!own) return "fillIn('whom credentials are for, such as a user name: `identity`')"
  return own.required ? own.name : `${own.name} ?? ''`
}

function textOf(all: PackageModel['credentials'], name: string | undefined): string | undefined {
  const given = all.find((item) => item.name === name)
  if (!given) return undefined
  const value = given.type === 'string' ? `credentials.${given.name}` : `String(credentials.${given.name})`
  return given.required || given.type !== 'string' ? value : `${value} ?? ''`
}

function retryCode({ signIn }: PackageModel): string {
  const sent = [...signIn.parameters, ...(signIn.body ?? []), ...signIn.variants.flatMap(({ members }) => members)]
  // A code that is spent by the first request must not be sent again.
  return givenIn(sent).some(isOnce) ? "{ retry: 'never' }" : "{ retry: 'repeatable' }"
}

function branches(model: PackageModel): string {
  const { success, statuses } = model.signIn
  return statuses
    .map((status) => {
      const label = /^\d+$/.test(status.status) ? status.status : `'${status.status}'`
      const isSuccess = status.status === (success?.status ?? firstSuccess(statuses))
      const granted = model.renewal ? 'return tokenSetOf(result)' : grantCode(model)
      return `case ${label}:\n${isSuccess ? granted : failureCode(status)}`
    })
    .join('\n')
}

function firstSuccess(statuses: readonly Status[]): string | undefined {
  return statuses.find(({ status }) => status.startsWith('2'))?.status
}

/** What a status says in most providers. Whoever writes the adapter knows better. */
export function codeOf(status: string): string | undefined {
  if (status === 'default' || status === '408' || status === '425' || status === '429' || status.startsWith('5'))
    return undefined
  const codes: Record<string, string> = { 401: 'invalid_credentials', 403: 'access_denied' }
  return status.startsWith('4') ? (codes[status] ?? 'invalid_request') : 'invalid_response'
}

function failureCode({ status, description }: Status): string {
  const code = codeOf(status)
  const what = comment(description)
  if (code === undefined) return `${what ? `// ${what}\n` : ''}throw context.fail.ofStatus(result)`
  const passing =
    status === '4XX' ? 'if ([408, 425, 429].includes(result.code)) throw context.fail.ofStatus(result)\n' : ''
  return `${passing}// FILL IN: the code and the words for: ${what}
    throw context.fail('${code}', { answer: result, message: 'sign-in was refused (${status})' })`
}
