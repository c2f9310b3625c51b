import { parseJsonObject } from '../http.ts'
import type { AccountTokens } from './account-tokens.ts'
import { serviceError } from './errors.ts'
import type { Members } from './members.ts'
import type { ElasticPathMember, ElasticPathSettings } from './options.ts'

const tokenType = 'account_management_authentication_token'

const requiredFields: Record<string, readonly string[]> = {
  password: ['password_profile_id', 'username', 'password'],
  passwordless: ['password_profile_id', 'username', 'one_time_password_token'],
  oidc: ['oauth_authorization_code', 'oauth_redirect_uri', 'oauth_code_verifier'],
  self_signup: ['password_profile_id', 'username', 'password', 'name', 'email'],
  [tokenType]: [],
}

// Known only to newer servers, which take null for an absent name.
const namesOfPeople = ['given_name', 'middle_name', 'family_name']

const minPasswordLength = 8

/** Who the body and headers of a token request prove to be, or the refusal. */
export function authenticate(
  text: string,
  headers: Headers,
  store: { settings: ElasticPathSettings; members: Members; accountTokens: AccountTokens },
): ElasticPathMember | Response {
  const { settings, members, accountTokens } = store
  const data = toRecord(parseJsonObject(text)?.['data'])
  if (data === undefined) return serviceError(settings, 400, 'invalid JSON')
  if (data['type'] !== tokenType) return invalidField(settings, 'Type', 'eq')
  const mechanism = data['authentication_mechanism']
  const fields = typeof mechanism === 'string' && Object.hasOwn(requiredFields, mechanism) && requiredFields[mechanism]
  if (!fields) return invalidField(settings, 'AuthenticationMechanism', 'oneof')
  for (const name of fields) {
    if (typeof data[name] !== 'string' || data[name] === '') return invalidField(settings, pascalCase(name), 'required')
  }
  const field = (name: string): string => String(data[name])

  const wrongCredentials = (): Response => serviceError(settings, settings.credentialError, 'authentication failed')
  const isOurProfile = data['password_profile_id'] === settings.passwordProfileId
  switch (mechanism) {
    case 'password':
      return (isOurProfile && members.byPassword(field('username'), field('password'))) || wrongCredentials()
    case 'passwordless':
      return (
        (isOurProfile && members.byOneTimeCode(field('username'), field('one_time_password_token'))) ||
        wrongCredentials()
      )
    case 'oidc':
      return (
        members.byOidcCode(
          field('oauth_authorization_code'),
          field('oauth_redirect_uri'),
          field('oauth_code_verifier'),
        ) ?? wrongCredentials()
      )
    case 'self_signup':
      if (!settings.selfSignup) return serviceError(settings, 403, 'forbidden')
      if (!isOurProfile) return serviceError(settings, 404, 'password profile not found')
      for (const name of namesOfPeople) {
        const value = data[name] ?? ''
        if (typeof value !== 'string') return invalidField(settings, pascalCase(name), 'string')
      }
      if (field('password').length < minPasswordLength) return invalidField(settings, 'Password', 'min')
      if (members.isTaken(field('username'))) {
        return serviceError(settings, settings.duplicateSignupStatus, 'username already exists')
      }
      return members.add(field('username'), field('password'), field('name'))
    default: {
      // The token belongs in the header; an official client's source mentions this answer to one in the body.
      if (Object.keys(data).length > 2) return serviceError(settings, 400, 'a derived internal id must not be sent')
      const session = accountTokens.find(headers)
      if (session === 'foreign') return serviceError(settings, 422, 'store id mismatch')
      return session?.member ?? serviceError(settings, 401, settings.accountTokenErrorDetail)
    }
  }
}

/** Text as Go's validator writes it, which is what the service answers with. */
function invalidField(settings: ElasticPathSettings, name: string, rule: string): Response {
  return serviceError(settings, 400, `Validation failed: field '${name}' on the '${rule}' tag.`)
}

function pascalCase(name: string): string {
  return name.replace(/(?:^|_)(\w)/g, (_, letter: string) => letter.toUpperCase())
}

function toRecord(value: unknown): Record<string, unknown> | undefined {
  // Anything that is an object and no array has string keys and unknown values.
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : undefined
}
