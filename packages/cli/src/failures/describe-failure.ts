import { type AuthError, isAuthError } from '@auth/core'
import { createFailures } from '@auth/core/adapter'
import { readManifest } from '../manifest.ts'
import { UsageError } from './usage-error.ts'

/** An error as it is shown: in words, and for machines. */
export interface FailureReport {
  readonly code: string
  readonly message: string
  /** Where the cause and the remedy are described. */
  readonly page: string
  readonly provider?: string
  readonly retryable: boolean
  readonly retryAfterMs?: number
  readonly status?: number
}

/**
 * What may be said of an error.
 *
 * @param secrets - What this process knows and nobody may read. An error of a library or of the platform may quote it.
 */
export async function describeFailure(error: unknown, secrets: Iterable<string>): Promise<FailureReport> {
  if (isAuthError(error)) {
    const { code, provider, retryable, retryAfterMs, status } = error
    const page = pageOf(`docs/errors/${code}.md`)
    // Built with an address, core names the page too.
    const message = oneLine(inWordsOfShell({ ...error, message: error.message.replace(`. See ${page}`, '') }))
    return {
      ...{ code, message, page, provider, retryable },
      ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
      ...(status === undefined ? {} : { status }),
    }
  }
  const isUsage = error instanceof UsageError
  const code = isUsage ? 'usage' : 'failed'
  return {
    code,
    message: oneLine(isUsage ? error.message : await redactUnknown(error, secrets)),
    page: pageOf('docs/guides/cli.md'),
    retryable: false,
  }
}

/** The one line that is printed. */
export function formatFailure({ code, message, page }: FailureReport): string {
  return `${code}: ${message} (${page})`
}

/** An error that nobody has looked through: its text goes the way of a provider's, and nothing else of it is shown. */
async function redactUnknown(error: unknown, secrets: Iterable<string>): Promise<string> {
  const text = error instanceof Error ? causeOf(error) : String(error)
  const fail = await createFailures('cli', 'call', secrets)
  const { message } = fail('failed', { message: 'something went wrong', providerText: text })
  return message.replace(/^@auth\/cli: /, '').replace(/ \(the provider said "(.*)"\)$/s, ': $1')
}

/** What core advises are calls of its own. */
function inWordsOfShell({ code, message, provider }: Pick<AuthError, 'code' | 'message' | 'provider'>): string {
  const advice = `\`auth-cli sign-in ${provider}\``
  if (code === 'insecure_url') return message.replace(/, or set \[allowInsecureRequests]/, '')
  if (message.includes('`signIn`'))
    return message.replaceAll('Call `signIn`', `Run ${advice}`).replaceAll('`signIn`', advice)
  return code === 'reauth_required' ? `${message.replace(/\.$/, '')}. Run ${advice}` : message
}

function causeOf(error: Error): string {
  const { message, cause } = error
  return cause instanceof Error ? `${message}: ${cause.message}` : message
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}

/** Below the address of the project, which the manifest has. */
function pageOf(path: string): string {
  return readManifest().homepage.replace(/packages\/cli#readme$/, path)
}
