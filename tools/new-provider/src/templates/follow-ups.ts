import type { PackageModel } from '../package-model.ts'
import type { Status } from '../sign-in/describe-sign-in.ts'
import type { FollowUp } from '../sign-in/follow-ups.ts'
import { comment, membersCode } from './code.ts'

/** `renew` and `signOut`, as far as the document has calls for them that are plain. */
export function followUpsCode({ names, renewal, signOut, signIn }: PackageModel): string {
  const missing = [...(renewal ? [] : ['`renew`']), ...(signOut ? [] : ['`signOut`'])]
  const used = [renewal?.operation, signOut?.operation]
  const unused = signIn.others.filter((id) => !used.includes(id))
  const left = unused.length > 0 ? ` Not used yet: ${comment(unused.join(', '))}.` : ''
  return [
    ...(renewal ? [renewCode(renewal)] : []),
    ...(signOut ? [signOutCode(signOut)] : []),
    ...(missing.length > 0
      ? [`// FILL IN: ${missing.join(' and ')}, where ${names.title} has calls for that.${left}`]
      : []),
  ].join('\n    ')
}

function renewCode({ operation, parameters, body, statuses }: FollowUp): string {
  const request = requestCode(parameters, body)
  const [success] = statuses.filter(({ status }) => /^2\d\d$/.test(status))
  const cases = statuses.map(({ status, description }) => {
    if (status === success?.status) return `case ${status}:\n          return tokenSetOf(result)`
    if (!isRefusal(status)) return caseCode(status, description, 'throw context.fail.ofStatus(result)')
    return `${caseHead(status)}
          // FILL IN: whether a new sign-in is all that helps: ${comment(description)}
          throw context.fail('reauth_required', { answer: result, message: 'the refresh token was refused (${status})' })`
  })
  return `async renew(context, { ${namesIn(request)} }) {
      if (refreshToken === undefined) return undefined
      const result = await ${operation}(context.transport, ${request}, { retry: 'unsent' })
      switch (result.status) {
        ${cases.join('\n        ')}
        case 'undocumented':
          if (result.code !== 400 && result.code !== 401) throw context.fail.ofStatus(result)
          throw context.fail('reauth_required', { answer: result, message: 'the refresh token was refused' })
      }
      throw result satisfies never
    },`
}

function signOutCode({ operation, parameters, body, statuses }: FollowUp): string {
  const request = requestCode(parameters, body)
  const needsRefreshToken = /\brefreshToken\b(?! \?\?)/.test(request)
  const cases = statuses.map(({ status, description }) => {
    // A session that the server does not know any more is over.
    if (/^2/.test(status) || ['401', '404', '410'].includes(status)) return `case ${label(status)}:\n          return`
    if (!isRefusal(status)) return caseCode(status, description, 'throw context.fail.ofStatus(result)')
    return `${caseHead(status, 'if (result.code === 401) return')}
          // FILL IN: the code and the words for: ${comment(description)}
          throw context.fail('invalid_request', { answer: result, message: 'sign-out was refused (${status})' })`
  })
  return `async signOut(context, { ${namesIn(request)} }) {
      ${needsRefreshToken ? 'if (refreshToken === undefined) return\n      ' : ''}const result = await ${operation}(context.transport, ${request}, { retry: 'repeatable' })
      switch (result.status) {
        ${cases.join('\n        ')}
        case 'undocumented':
          // The session is over already.
          if (result.code === 401) return
          throw context.fail.ofStatus(result)
      }
    },`
}

function requestCode(parameters: FollowUp['parameters'], body: FollowUp['body']): string {
  const members = [membersCode(parameters), ...(body ? [`body: { ${membersCode(body)} },`] : [])]
  return `{ ${members.join(' ')} }`
}

/** What of a session a request is made of. */
function namesIn(request: string): string {
  return ['accessToken', 'refreshToken'].filter((name) => new RegExp(`\\b${name}\\b`).test(request)).join(', ')
}

function isRefusal(status: string): boolean {
  return /^4/.test(status) && !['408', '425', '429'].includes(status)
}

function caseHead(status: string, more = ''): string {
  const passing = 'if ([408, 425, 429].includes(result.code)) throw context.fail.ofStatus(result)'
  const lines = status === '4XX' ? [passing, more].filter(Boolean).map((line) => `\n          ${line}`) : []
  return `case ${label(status)}:${lines.join('')}`
}

function caseCode(status: Status['status'], description: string, code: string): string {
  return `case ${label(status)}:\n          ${description ? `// ${comment(description)}\n          ` : ''}${code}`
}

function label(status: string): string {
  return /^\d+$/.test(status) ? status : `'${status}'`
}
