import { toSnakeCase, wordsOf } from './words.ts'

// Whatever stands around them, these are about something that nobody may see.
const anywhere =
  /secret|password|passwd|passphrase|passcode|private|credential|assertion|token|jwt|apikey|api_key|otp|verifier/
const words = 'key pin otp code pwd pass mfa totp tan answer signature sig'.split(' ')
// Who signs in is as secret: it is personal, and half of what is needed.
const people = /(^|_)(user_?name|login|e?_?mail|access_key_id)$/
// What is sent and ends in these names whoever signs in. In an answer, it may be anybody.
const sentPeople =
  /(^|_)((user|login|member|person)(_?(id|number|code))?|(phone|mobile)(_?(no|number))?|identifier|identity)$/
// They end in a word that says what else they are.
const harmless =
  /(^|_)(type|types|hint|expires|expire|expiry|expiration|expires_in|expires_at|exp|ttl|lifetime|length|count|url|uri|endpoint|size|format|version|policy|date|time|at|in|method|methods|algorithm|status|required|enabled|name)$|_id$/
const harmlessCodes =
  /(^|_)(country|language|lang|currency|status|error|zip|postal|post|area|region|state|reason|response|dial|phone|calling|locale|airline|org|organization|company|tenant|site|branch|sub)_code$|^code_(challenge|challenge_method|type)$/

// What is received and ends in these is more often a name for something.
const secretCodes =
  /^(code|key)$|(^|_)(auth|authorization|access|verification|security|login|device|user|sms|backup|recovery|api|signing|encryption)_(code|key)s?$/

/**
 * Whether a name tells that what it holds is to be kept out of logs, errors and store keys.
 *
 * @param isSent - What a sign-in sends is a secret in case of doubt.
 */
export function isSecretName(name: string, isSent = true): boolean {
  const snake = toSnakeCase(name)
  if (people.test(snake) || (isSent && sentPeople.test(snake))) return true
  if (harmless.test(snake) || harmlessCodes.test(snake)) return false
  if (anywhere.test(snake) || secretCodes.test(snake)) return true
  return wordsOf(name).some((word) => words.includes(word) && (isSent || !/^(key|code)$/.test(word)))
}

/** Whether an answer may bring a token in a header of that name. */
export function isTokenHeader(name: string): boolean {
  return (
    /^(set-cookie|authorization)$|(^|-)(token|session|jwt|ticket|sid)(-?(id|key))?$/i.test(name) &&
    !/csrf|xsrf/i.test(name)
  )
}
