import type { AuthError } from '@auth/core'
import type { AdapterContext } from '@auth/core/adapter'
import { describeErrors, wordsOf } from './errors.ts'
import type { CreateClientTokenResult } from './generated/operations.ts'

type Refusal = Extract<CreateClientTokenResult, { status: 400 | 401 }>

/** The error for a client token that was refused. A 400 may have other causes in the request. */
export function clientFailure(context: AdapterContext, answer: Refusal): AuthError {
  const details = describeErrors(answer)
  const words = wordsOf(context, answer)
  const code = /"error"\s*:\s*"([a-z_]+)"/.exec(context.textOf(answer))?.[1]
  const isAboutClient =
    code === undefined
      ? answer.status === 401 || saysNothing(words) || /client|secret|authenticat|authoriz|credential/i.test(words)
      : code === 'invalid_client' || code === 'invalid_grant'
  return isAboutClient
    ? context.fail('invalid_client', {
        ...details,
        providerCode: details.providerCode ?? code,
        message: 'no client token was issued: `clientId` or `clientSecret` is wrong, or of another region',
      })
    : context.fail('invalid_request', {
        ...details,
        providerCode: details.providerCode ?? code,
        message:
          'no client token was issued: the request was refused for a reason other than `clientId`. Check the option `headers`, for example a currency that the store has not enabled',
      })
}

/** Whether an error is empty, or says no more than the name of its status. */
function saysNothing(words: string): boolean {
  return words.replace(/["{}[\]:,\s]|errors|null|bad request/gi, '') === ''
}
