import type { PackageModel, SuccessMember } from '../package-model.ts'
import type { Status } from '../sign-in.ts'
import { comment, property, requestCode, usesFillIn } from './code.ts'

/** `src/adapter.ts`: how the provider signs in, with a branch for every status of the spec. */
export function adapterFile(model: PackageModel): string {
  const { names, signIn, options, credentials } = model
  const { title, pascal, name } = names
  const used = options.map((option) => option.name)
  const identity = credentials.find((item) => /user|mail|login|client_?id/i.test(item.name) && item.required)
  const account = options
    .filter(({ required, secret, type }) => required && !secret && type === 'string')
    .map((option) => option.name)
  const code = `
import type { Adapter } from '@auth/core/adapter'
import { ${signIn.operation} } from './generated/operations.ts'
import { check${pascal}Credentials, type ${pascal}AuthOptions, type ${pascal}Credentials, type ${pascal}Session } from './options.ts'

/** How ${title} signs in, renews, presents and fails. */
export function create${pascal}Adapter(${used.length > 0 ? `options: ${pascal}AuthOptions` : ''}): Adapter<${pascal}Credentials, ${pascal}Session> {
  ${used.length > 0 ? `const { ${used.join(', ')} } = options` : ''}
  return {
    name: '${name}',
    // FILL IN: what keeps clients of ${title} apart beside the user, such as a client id. Not a secret: it is in store keys.
    account: ${accountCode(account)},
    // FILL IN: every header that \`present\` sets, in lower case. They are dropped on foreign origins.
    credentialHeaders: ['authorization'],
    checkCredentials: check${pascal}Credentials,
    ${identity ? `identity: (credentials) => credentials.${identity.name},` : "identity: () => fillIn('whom credentials are for, such as a user name: `identity`'),"}
    async signIn(context${credentials.length > 0 ? ', credentials' : ''}) {
      const result = await ${signIn.operation}(
        context.transport,
        ${requestCode(model)},
        // FILL IN: 'repeatable' is for sign-ins that do no harm twice. One-time codes need 'never'.
        { retry: 'repeatable' },
      )
      switch (result.status) {
${branches(model)}
        case 'undocumented':
          throw context.fail.ofStatus(result)
      }
    },
    // FILL IN: \`renew\` and \`signOut\`, where ${title} has calls for them.${signIn.others.length > 0 ? ` Not used yet: ${signIn.others.join(', ')}.` : ''}
    present(headers, { accessToken }) {
      headers.set('authorization', \`Bearer \${accessToken}\`)
    },
    // FILL IN: which answers of the API say that the token is dead.
    classify: ({ status }) => (status === 401 ? 'token-rejected' : 'other'),
  }
}
`
  return usesFillIn(code) ? code.replace('import {', "import { fillIn } from './fill-in.ts'\nimport {") : code
}

function accountCode(names: readonly string[]): string {
  const [only] = names
  if (only === undefined) return "''"
  return names.length === 1 ? only : `[${names.join(', ')}].join('/')`
}

function branches(model: PackageModel): string {
  const { success, statuses } = model.signIn
  return statuses
    .map((status) => {
      const label = /^\d+$/.test(status.status) ? status.status : `'${status.status}'`
      return status.status === success?.status
        ? `case ${label}:\n${grantCode(model)}`
        : `case ${label}:\n${failureCode(status)}`
    })
    .join('\n')
}

function grantCode({ accessToken, refreshToken, expiresIn, session }: PackageModel): string {
  const data = (wire: string): string => `result.data${property(wire)}`
  const members = session.map(({ wire, name, nullable }) => `${name}: ${data(wire)}${nullable ? ' ?? undefined' : ''}`)
  return `return {
    ${accessTokenCode(accessToken && { ...accessToken, wire: data(accessToken.wire) })}
    ${refreshToken === undefined ? '' : `refreshToken: ${data(refreshToken.wire)}${refreshToken.certain ? '' : ' ?? undefined'},\n`}${lifetimeCode(expiresIn && { ...expiresIn, wire: data(expiresIn.wire) })}
    exchange: result.exchange,
    session: { ${members.join(', ')} },
  }`
}

function accessTokenCode(token: SuccessMember | undefined): string {
  if (!token) return "accessToken: fillIn('where the answer holds the access token: `accessToken`'),"
  if (token.certain) return `accessToken: ${token.wire},`
  return `// Without a token the answer is refused as \`invalid_response\`.\naccessToken: ${token.wire} ?? '',`
}

function lifetimeCode(seconds: SuccessMember | undefined): string {
  if (!seconds) {
    return "// FILL IN: how long the token lives. 'unknown' is used until it is refused, at most 24 hours.\nlifetime: 'unknown',"
  }
  if (seconds.certain) return `lifetime: { expiresInMs: ${seconds.wire} * 1000 },`
  return `lifetime: typeof ${seconds.wire} === 'number' ? { expiresInMs: ${seconds.wire} * 1000 } : 'missing',`
}

/** What a status says in most providers. Whoever writes the adapter knows better. */
export function codeOf(status: string): string | undefined {
  if (status === 'default' || status === '408' || status === '429' || status.startsWith('5')) return undefined
  const codes: Record<string, string> = { 401: 'invalid_credentials', 403: 'access_denied' }
  return status.startsWith('4') ? (codes[status] ?? 'invalid_request') : 'invalid_response'
}

function failureCode({ status, description }: Status): string {
  const code = codeOf(status)
  const what = comment(description)
  if (code === undefined) return `${what ? `// ${what}\n` : ''}throw context.fail.ofStatus(result)`
  return `// FILL IN: the code and the words for: ${what}
    throw context.fail('${code}', { answer: result, message: 'sign-in was refused (${status})' })`
}
