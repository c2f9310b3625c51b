import type { PackageModel } from '../package-model.ts'
import type { Expiry } from '../sign-in/expiry.ts'
import { quote } from '../sign-in/members.ts'
import type { SuccessMember } from '../sign-in/success-members.ts'
import type { TokenSource } from '../sign-in/token-source.ts'
import { property } from './code.ts'

/** What a success becomes: a token set. */
export function grantCode({ accessToken, refreshToken, expiry, session }: PackageModel): string {
  const members = session.map(
    ({ member, name }) => `${name}: ${access(member)}${member.schema['nullable'] === true ? ' ?? undefined' : ''}`,
  )
  const token = accessToken && tokenCode(accessToken)
  return `return {
    ${accessTokenLine(accessToken, token)}
    ${refreshToken === undefined ? '' : `refreshToken: ${access(refreshToken)}${refreshToken.schema['nullable'] === true ? ' ?? undefined' : ''},\n`}${lifetimeCode(expiry, token)}
    exchange: result.exchange,
    session: { ${members.join(', ')} },
  }`
}

function accessTokenLine(source: TokenSource | undefined, code: string | undefined): string {
  if (!source) return "accessToken: fillIn('where the answer holds the access token: `accessToken`'),"
  if (source.kind === 'body' && source.member.certain) return `accessToken: ${code},`
  return `// Without a token the answer is refused as \`invalid_response\`.\naccessToken: ${code},`
}

function tokenCode(source: TokenSource): string {
  if (source.kind === 'body') {
    return source.member.certain ? access(source.member) : `${access(source.member)} ?? ''`
  }
  if (source.kind === 'header') {
    const value = `result.headers${property(source.name)}`
    return source.isBearer ? `${value}?.replace(/^Bearer /i, '') ?? ''` : `${value} ?? ''`
  }
  if (source.name === undefined) return "fillIn('the name of the cookie that holds the session: `accessToken`')"
  if (source.name === '') return `cookiesIn(result.headers${property(source.header)})`
  return `cookieIn(result.headers${property(source.header)}, ${quote(source.name)}) ?? ''`
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
