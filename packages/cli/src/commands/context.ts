import type { AuthEvent } from '@auth/core'
import type { Arguments } from '../arguments/read-arguments.ts'
import { UsageError } from '../failures/usage-error.ts'
import type { Provider } from '../providers/provider.ts'
import { type OpenSession, openSession, type SessionRequest } from '../session/open-session.ts'
import { askFor } from '../settings/ask.ts'
import { isInteractive, type Terminal, write } from '../terminal.ts'

/** What a command works with. */
export interface CommandContext {
  readonly given: Arguments
  readonly terminal: Terminal
  readonly profile: string
  /** What no output may show. Grows as values become known. */
  readonly secrets: Set<string>
  /** What is to be said beside an error. */
  readonly remarks: Set<string>
}

/** Does what a command is for, and says with which code the process ends. */
export type Command = (context: CommandContext) => Promise<number>

export function requireProvider({ given }: CommandContext): Provider {
  if (given.provider) return given.provider
  throw new UsageError('say which provider')
}

/** Whether somebody can be asked. */
export function mayAsk({ given, terminal }: CommandContext): boolean {
  return isInteractive(terminal) && !given.switches.has('no-input')
}

/** Opens the session that the command line names. */
export function openFor(
  context: CommandContext,
  provider: Provider,
  changes: Partial<SessionRequest> = {},
): Promise<OpenSession> {
  const { given, terminal, profile, secrets, remarks } = context
  const { flags, switches } = given
  return openSession(
    {
      ...{ provider, profile, flags },
      emulator: switches.has('emulator'),
      emulatorUrl: flags['emulator-url'],
      storeKeyCommand: flags['store-key-command'],
      onSecrets: (found) => {
        for (const secret of found) secrets.add(secret)
      },
      onHeld: (leftMs) => {
        const wait = `for ${Math.ceil(leftMs / 1000)} seconds`
        remarks.add(
          `It was refused before, and is not sent again ${wait}, unless by \`auth-cli sign-in ${provider.name}\``,
        )
      },
      ask: mayAsk(context) ? (fields) => askFor(fields, terminal) : undefined,
      ...changes,
      onEvent: (event) => {
        changes.onEvent?.(event)
        if (switches.has('verbose')) return write(terminal.errors, `${formatEvent(event)}\n`)
        return undefined
      },
    },
    terminal,
  )
}

function formatEvent({ at, type, provider, ...facts }: AuthEvent): string {
  const known = Object.entries(facts).filter(([, value]) => value !== undefined)
  const words = known.map(([name, value]) => `${name}=${typeof value === 'number' ? Math.round(value) : value}`)
  return [new Date(at).toISOString(), provider, type, ...words].join(' ')
}
