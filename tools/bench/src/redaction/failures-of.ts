import type { Failures } from '@auth/core/adapter'
import { createRedactedFailures } from '../../../../packages/core/src/errors/failures.ts'
import { createRedactor } from '../../../../packages/core/src/errors/redact/redactor.ts'

/** Makes errors as in a flight that has met its secrets for the first time, with what removes them loaded already. */
export function failuresOf(provider: string, secrets: Iterable<string>): Failures {
  return createRedactedFailures(provider, 'sign-in', { redactor: createRedactor(secrets) })
}
