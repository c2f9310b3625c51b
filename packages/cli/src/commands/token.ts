import { exitCodes } from '../failures/exit-codes.ts'
import { UsageError } from '../failures/usage-error.ts'
import { write } from '../terminal.ts'
import type { CommandContext } from './context.ts'
import { useSession } from './use-session.ts'

/** Prints the access token. */
export async function token(context: CommandContext): Promise<number> {
  const { given, terminal } = context
  const seconds = given.flags['min-validity'] ?? '0'
  if (!/^\d{1,9}$/.test(seconds)) throw new UsageError('--min-validity must be a whole number of seconds')
  const found = await useSession(context, ({ auth }) =>
    auth.getToken({ minValidityMs: Number(seconds) * 1000, signal: terminal.signal }),
  )
  const { value, expiresAt } = found
  const facts = { token: value, ...(expiresAt !== undefined && { expiresAt: new Date(expiresAt).toISOString() }) }
  await write(terminal.output, `${given.switches.has('json') ? JSON.stringify(facts) : value}\n`)
  return exitCodes.success
}
