import { exitCodes } from '../failures/exit-codes.ts'
import { UsageError } from '../failures/usage-error.ts'
import { write } from '../terminal.ts'
import { formatHeaders, headerFormats } from '../text/format-headers.ts'
import { type CommandContext, requireProvider } from './context.ts'
import { useSession } from './use-session.ts'

/** Prints the headers that present the token, in the form that a tool reads. */
export async function headers(context: CommandContext): Promise<number> {
  const { given, terminal } = context
  const format = given.flags['format'] ?? (given.switches.has('json') ? 'json' : 'lines')
  if (!headerFormats.includes(format)) throw new UsageError(`--format must be one of ${headerFormats.join(', ')}`)
  const provider = requireProvider(context)
  const text = await useSession(context, async ({ auth, values }) => {
    const found = await auth.headers(undefined, { signal: terminal.signal })
    return formatHeaders(found, format, new URL(provider.urls(values).apiBaseUrl).hostname)
  })
  await write(terminal.output, text)
  return exitCodes.success
}
