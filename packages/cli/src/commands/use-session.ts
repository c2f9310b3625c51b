import { isAuthError } from '@auth/core'
import type { OpenSession } from '../session/open-session.ts'
import { askFor } from '../settings/ask.ts'
import { findMissing, secretsIn } from '../settings/find-values.ts'
import { type CommandContext, mayAsk, openFor, requireProvider } from './context.ts'

/** Opens the session, uses it, and waits for a renewal that it may have begun. */
export async function useSession<Result>(
  context: CommandContext,
  use: (session: OpenSession) => Promise<Result>,
): Promise<Result> {
  const session = await openFor(context, requireProvider(context))
  try {
    return await askToSignIn(context, session, () => use(session))
  } finally {
    await session.settle()
  }
}

/** Where there is no session and somebody who can be asked, asks. */
async function askToSignIn<Result>(
  context: CommandContext,
  session: OpenSession,
  use: () => Promise<Result>,
): Promise<Result> {
  try {
    return await use()
  } catch (error) {
    const provider = requireProvider(context)
    const missing = findMissing(provider, session.values, 'sign-in')
    if (!isAuthError(error, 'reauth_required') || missing.length === 0 || !mayAsk(context)) throw error
    const values = { ...session.values, ...(await askFor(missing, context.terminal)) }
    for (const secret of secretsIn(provider, values)) context.secrets.add(secret)
    await session.signIn(values)
    return use()
  }
}
