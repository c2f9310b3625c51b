import type { PackageModel } from '../package-model.ts'
import type { Expiry } from '../sign-in/expiry.ts'
import type { SuccessMember } from '../sign-in/success-members.ts'
import { property } from './code.ts'

/** What a success becomes: a token set. */
export function grantCode({ accessToken, refreshToken, expiry, session }: PackageModel): string {
  const members = session.map(
    ({ member, name }) => `${name}: ${access(member)}${member.schema['nullable'] === true ? ' ?? undefined' : ''}`,
  )
  const token = accessToken && (accessToken.certain ? access(accessToken) : `${access(accessToken)} ?? ''`)
  return `return {
    ${accessTokenCode(accessToken, token)}
    ${refreshToken === undefined ? '' : `refreshToken: ${access(refreshToken)}${refreshToken.schema['nullable'] === true ? ' ?? undefined' : ''},\n`}${lifetimeCode(expiry, token)}
    exchange: result.exchange,
    session: { ${members.join(', ')} },
  }`
}

function accessTokenCode(token: SuccessMember | undefined, code: string | undefined): string {
  if (!token) return "accessToken: fillIn('where the answer holds the access token: `accessToken`'),"
  if (token.certain) return `accessToken: ${code},`
  return `// Without a token the answer is refused as \`invalid_response\`.\naccessToken: ${code},`
}

/** How a member is reached, whatever of it may be absent. */
export function access({ path, certain }: SuccessMember): string {
  if (certain) return `result.data${path.map(property).join('')}`
  return path.reduce((code, part, index) => {
    const optional = index > 0 ? '?' : ''
    if (part === '[]') return `${code}${optional ? '?.' : ''}[0]`
    const member = property(part)
    return `${code}${optional}${optional && member.startsWith('[') ? '.' : ''}${member}`
  }, 'result.data')
}

function lifetimeCode(expiry: Expiry | undefined, token: string | undefined): string {
  if (!expiry) {
    return "// FILL IN: how long the token lives. 'unknown' is used until it is refused, at most 24 hours.\nlifetime: 'unknown',"
  }
  if (expiry.kind === 'jwt') return `lifetime: lifetimeOf(${token}),`
  const { member } = expiry
  if (!member) return "lifetime: 'unknown',"
  const value = access(member)
  const forms = {
    seconds: `{ expiresInMs: ${value} * 1000 }`,
    'date-time': `{ expiresAt: parseDateTime(${value}) }`,
    'epoch-seconds': `{ expiresAt: ${value} * 1000 }`,
    'epoch-milliseconds': `{ expiresAt: ${value} }`,
  }
  const form = forms[expiry.kind]
  if (member.certain) return `lifetime: ${form},`
  const type = expiry.kind === 'date-time' ? 'string' : 'number'
  return `lifetime: typeof ${value} === '${type}' ? ${form} : 'missing',`
}
