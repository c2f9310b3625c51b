import { type Arguments, readArguments } from './arguments/read-arguments.ts'
import type { Command, CommandContext } from './commands/context.ts'
import { describeFailure, formatFailure } from './failures/describe-failure.ts'
import { exitCodeOf, exitCodes } from './failures/exit-codes.ts'
import { UsageError } from './failures/usage-error.ts'
import { type Terminal, write } from './terminal.ts'
import { isColored, paint } from './text/paint.ts'

/** What each command needs is loaded with it: most calls only print a token. */
const loaders: Readonly<Record<string, () => Promise<Command>>> = {
  'sign-in': async () => (await import('./commands/sign-in.ts')).signIn,
  token: async () => (await import('./commands/token.ts')).token,
  headers: async () => (await import('./commands/headers.ts')).headers,
  request: async () => (await import('./commands/request.ts')).request,
  proxy: async () => (await import('./commands/proxy.ts')).proxy,
  status: async () => (await import('./commands/status.ts')).status,
  'sign-out': async () => (await import('./commands/sign-out.ts')).signOut,
  doctor: async () => (await import('./commands/doctor.ts')).doctor,
  completion: async () => (await import('./commands/print-texts.ts')).completion,
  man: async () => (await import('./commands/print-texts.ts')).man,
  help: async () => (await import('./commands/print-texts.ts')).help,
  version: async () => (await import('./commands/print-texts.ts')).version,
}

/**
 * Runs a command line.
 *
 * @param secrets - Gets what nobody may read, as it becomes known: for what is said when the process fails.
 * @returns the exit code
 */
export async function run(
  args: readonly string[],
  terminal: Terminal,
  secrets: Set<string> = new Set(),
): Promise<number> {
  const remarks = new Set<string>()
  try {
    const given = readArguments(args)
    const profile = given.flags['profile'] ?? (terminal.environment['AUTH_PROFILE'] || 'default')
    if (!/^[\w.-]{1,64}$/.test(profile)) throw new UsageError('a profile is 1 to 64 letters, digits, dots and dashes')
    const context: CommandContext = { given, terminal, profile, secrets, remarks }
    const load = loaders[commandOf(given)]
    if (!load) throw new UsageError('there is no such command')
    return await (await load())(context)
  } catch (error) {
    if (terminal.signal.aborted || error === 'SIGINT' || isAbort(error)) return exitCodes.interrupted
    await report(error, args, terminal, { secrets, remarks })
    return exitCodeOf(error)
  }
}

function commandOf({ command, switches }: Arguments): string {
  if (switches.has('help')) return 'help'
  if (switches.has('version')) return 'version'
  return command?.name ?? 'help'
}

/** Says what went wrong, in one line. */
async function report(
  error: unknown,
  args: readonly string[],
  terminal: Terminal,
  { secrets, remarks }: Pick<CommandContext, 'secrets' | 'remarks'>,
): Promise<void> {
  const failure = await describeFailure(error, secrets)
  const message = [failure.message, ...remarks].join('. ')
  const line = args.includes('--json')
    ? JSON.stringify({ error: { ...failure, message } })
    : `${paint('red', 'auth-cli', isColored(terminal.errors, terminal))}: ${formatFailure({ ...failure, message })}`
  await write(terminal.errors, `${line}\n`)
}

function isAbort(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError'
}
