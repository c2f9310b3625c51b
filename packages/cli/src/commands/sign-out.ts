import { exitCodes } from '../failures/exit-codes.ts'
import { write } from '../terminal.ts'
import { type CommandContext, openFor, requireProvider } from './context.ts'

/** Ends the session, here and at the provider. */
export async function signOut(context: CommandContext): Promise<number> {
  const { given, terminal, profile } = context
  const provider = requireProvider(context)
  const session = await openFor(context, provider)
  try {
    await session.auth.signOut({ signal: terminal.signal })
  } finally {
    await session.settle()
  }
  const text = given.switches.has('json')
    ? JSON.stringify({ provider: provider.name, profile, signedOut: true })
    : `Signed out of ${provider.title}, profile ${profile}.`
  await write(terminal.output, `${text}\n`)
  return exitCodes.success
}
