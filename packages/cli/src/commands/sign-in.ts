import { exitCodes } from '../failures/exit-codes.ts'
import type { Values } from '../providers/provider.ts'
import { saveValues } from '../settings/config-file.ts'
import { configFolder } from '../settings/folders.ts'
import { write } from '../terminal.ts'
import { describeTime } from '../text/describe-time.ts'
import { type CommandContext, openFor, requireProvider } from './context.ts'

/** Starts a session, and keeps the names and ids that it was started with. */
export async function signIn(context: CommandContext): Promise<number> {
  const { given, terminal, profile } = context
  const provider = requireProvider(context)
  const session = await openFor(context, provider, { purpose: 'sign-in' })
  try {
    await session.signIn(session.values)
    const { expiresAt } = await session.auth.getToken()
    const isEmulated = given.switches.has('emulator') || given.flags['emulator-url'] !== undefined
    if (!isEmulated) {
      const folder = configFolder(terminal.environment)
      await saveValues(folder, profile, provider, publicValues(provider.fields, session.values))
    }
    const text = given.switches.has('json')
      ? JSON.stringify({
          provider: provider.name,
          profile,
          signedIn: true,
          ...(expiresAt && { expiresAt: new Date(expiresAt).toISOString() }),
        })
      : `Signed in to ${provider.title} as ${provider.mechanism(session.values)}, profile ${profile}. The token is valid ${describeTime(expiresAt)}.`
    await write(terminal.output, `${text}\n`)
    return exitCodes.success
  } finally {
    await session.settle()
  }
}

function publicValues(fields: ReturnType<typeof requireProvider>['fields'], values: Values): Values {
  const kept = fields.filter(({ name, kind }) => kind !== 'secret' && values[name] !== undefined)
  return Object.fromEntries(kept.map(({ name }) => [name, values[name]]))
}
