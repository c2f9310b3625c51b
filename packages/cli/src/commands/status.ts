import { isAuthError, type TokenStore } from '@auth/core'
import { describeFailure } from '../failures/describe-failure.ts'
import { exitCodes } from '../failures/exit-codes.ts'
import { MissingValuesError, UsageError } from '../failures/usage-error.ts'
import { providers } from '../providers/index.ts'
import type { Provider } from '../providers/provider.ts'
import { write } from '../terminal.ts'
import { describeTime } from '../text/describe-time.ts'
import { type CommandContext, openFor } from './context.ts'

interface ProviderStatus {
  readonly provider: string
  readonly profile: string
  /**
   * Of `auth.status`; `not-configured` where something is missing, `misconfigured` where something is wrong, `unreadable`
   * where what is stored cannot be read.
   */
  readonly status: string
  readonly expiresAt?: string
  readonly remark?: string
}

/** Says which sessions there are. Nothing is sent, and nothing is written. */
export async function status(context: CommandContext): Promise<number> {
  const { given, terminal } = context
  const asked = given.provider ? [given.provider] : providers
  const found: ProviderStatus[] = []
  for (const provider of asked) found.push(await statusOf(context, provider))
  const text = given.switches.has('json') ? `${JSON.stringify(found)}\n` : found.map(formatStatus).join('')
  await write(terminal.output, text)
  const some = (wanted: string): boolean => found.some(({ status: now }) => now === wanted)
  return some('misconfigured') ? exitCodes.usage : some('unreadable') ? exitCodes.store : exitCodes.success
}

async function statusOf(context: CommandContext, provider: Provider): Promise<ProviderStatus> {
  const facts = { provider: provider.name, profile: context.profile }
  let stored: string | undefined
  const adaptStore = (store: TokenStore): TokenStore =>
    readOnly(store, (value) => {
      stored = value
    })
  const look = { adaptStore, fetch: refuseToSend, ask: undefined }
  try {
    const session = await openFor(context, provider, look)
    try {
      let failure: unknown
      const expiresAt = await session.auth.getToken().then(
        (token) => token.expiresAt,
        (error: unknown) => {
          failure = error
        },
      )
      const { status: now } = session.auth
      if (now === 'fresh' || now === 'stale') {
        return { ...facts, status: now, ...(expiresAt && { expiresAt: new Date(expiresAt).toISOString() }) }
      }
      if (isReadable(stored)) return { ...facts, status: statusWithoutToken(stored) }
      return { ...facts, status: 'unreadable', remark: (await describeFailure(failure, context.secrets)).message }
    } finally {
      await session.settle()
    }
  } catch (error) {
    if (!(error instanceof UsageError) && !isAuthError(error)) throw error
    const { message: remark } = await describeFailure(error, context.secrets)
    return { ...facts, status: error instanceof MissingValuesError ? 'not-configured' : 'misconfigured', remark }
  }
}

/** Whether it is a session, of whichever state. In place of one that cannot be decrypted, core reads another text. */
function isReadable(stored: string | undefined): boolean {
  try {
    return stored === undefined || JSON.parse(stored).version === 1
  } catch {
    return false
  }
}

/** What is stored, where it cannot be used as it is: the session can be renewed, or somebody has signed it out. */
function statusWithoutToken(stored: string | undefined): string {
  if (stored === undefined) return 'empty'
  return stored.includes('"signedOut":true') ? 'reauth-required' : 'expired'
}

function formatStatus({ provider, profile, status: now, expiresAt, remark }: ProviderStatus): string {
  const validity = now === 'fresh' || now === 'stale' ? describeTime(expiresAt ? Date.parse(expiresAt) : undefined) : ''
  return `${[provider.padEnd(12), profile.padEnd(12), now, validity || (remark ?? '')].join(' ').trimEnd()}\n`
}

/** A store that keeps what it has: nothing that works only once is spent on it. */
function readOnly(store: TokenStore, onRead: (value: string | undefined) => void): TokenStore {
  return {
    async read(key, options) {
      // What cannot be read is not what is not there.
      onRead('')
      const value = await store.read(key, options)
      onRead(value)
      return value
    },
    update: async () => {
      throw new Error('status writes nothing')
    },
    canWrite: false,
  }
}

async function refuseToSend(): Promise<Response> {
  throw new Error('status sends nothing')
}
