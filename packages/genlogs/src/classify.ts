import type { RejectionResponse, StoredTokenSet, Verdict } from '@auth/core/adapter'
import { apiKeyName, readErrorText } from './error-body.ts'

/**
 * What a 401 or 403 of the API is about. The documentation has both for an expired token, and 403 for a missing
 * permission too, where a new token would not help.
 */
export async function classifyRejection(
  response: RejectionResponse,
  { expired }: Pick<StoredTokenSet<unknown>, 'expired'>,
): Promise<Verdict> {
  const { words, code = '' } = readErrorText(await response.text())
  const said = `${code} ${words}`
  const namesToken = /token|jwt|signature has expired/i.test(said)
  if (response.status === 401) return apiKeyName.test(said) && !namesToken ? 'other' : 'token-rejected'
  if (response.status !== 403) return 'other'
  const fault = /expired|invalid|not valid|incorrect|malformed|missing|revoked/i.test(said)
  const aboutPermission = /permission|role|privilege/i.test(said)
  return expired || (namesToken && fault && !aboutPermission) ? 'token-rejected' : 'other'
}
