import { createFileStore } from '@auth/core/file-store'
import { exitCodes } from '../failures/exit-codes.ts'
import type { Field, Values } from '../providers/provider.ts'
import { saveValues } from '../settings/config-file.ts'
import { configFolder, sessionFolder } from '../settings/folders.ts'
import { type Terminal, write } from '../terminal.ts'
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
      const values = publicValues(provider.fields, session.values)
      await oneAtATime(terminal, () => saveValues(folder, profile, provider, values))
    }
    const text = given.switches.has('json')
      ? JSON.stringify({
          provider: provider.name,
          profile,
          signedIn: true,
          ...(expiresAt && { expiresAt: new Date(expiresAt).toISOString() }),
        })
      : `Signed in to ${provider.title} with ${provider.mechanism(session.values)}, profile ${profile}. The token is valid ${describeTime(expiresAt)}.`
    await write(terminal.output, `${text}\n`)
    const typed = provider.fields.filter(({ name }) => session.asked[name] !== undefined)
    await write(terminal.errors, typed.map(describeUnkept).join(''))
    return exitCodes.success
  } finally {
    await session.settle()
  }
}

/** Does what reads the config file and writes it anew: of several shells at once, each would lose what another wrote. */
async function oneAtATime({ environment, signal }: Terminal, work: () => Promise<void>): Promise<void> {
  const store = createFileStore({ directory: sessionFolder(environment) })
  const change = async (current: string | undefined): Promise<string | undefined> => {
    await work()
    return current
  }
  await store.update('config', change, { signal })
}

/** What is to be done where every command needs a secret that was typed for this one. */
function describeUnkept({ kind, neededFor, label, variable }: Field): string {
  if (kind !== 'secret' || neededFor !== 'everything') return ''
  const name = label.charAt(0).toUpperCase() + label.slice(1)
  return `${name} is not kept: for further commands, set ${variable}, or ${variable}_FILE to the name of a file that holds it.\n`
}

function publicValues(fields: ReturnType<typeof requireProvider>['fields'], values: Values): Values {
  // A switch that is off now may have been kept as on.
  const kept = fields.filter(
    ({ name, kind, isSwitch }) => kind !== 'secret' && (isSwitch || values[name] !== undefined),
  )
  return Object.fromEntries(kept.map(({ name }) => [name, values[name]]))
}
