import { once } from 'node:events'
import { isAuthError } from '@auth/core'
import { describeFailure, formatFailure } from '../failures/describe-failure.ts'
import { exitCodes } from '../failures/exit-codes.ts'
import { UsageError } from '../failures/usage-error.ts'
import { createMetrics } from '../proxy/metrics.ts'
import { readProxyOptions } from '../proxy/options.ts'
import { createRejections } from '../proxy/rejections.ts'
import { type RunningProxy, serve } from '../proxy/serve.ts'
import { createUpstream } from '../proxy/upstream.ts'
import type { OpenSession } from '../session/open-session.ts'
import { write } from '../terminal.ts'
import { type CommandContext, openFor, requireProvider } from './context.ts'

/** Serves the provider's API on this machine, until it is told to end. */
export async function proxy(context: CommandContext): Promise<number> {
  const { given, terminal, secrets } = context
  const provider = requireProvider(context)
  const options = await readProxyOptions(given, terminal)
  if (options.key !== undefined) secrets.add(options.key)
  const metrics = createMetrics(provider.name)
  const rejections = createRejections()
  const changes = { fetch: rejections.fetch, onEvent: metrics.noteEvent, purpose: 'everything' } as const
  const session = await openFor(context, provider, changes)
  try {
    await tryToSignIn(context, session)
    const upstream = createUpstream(provider.urls(session.values).apiBaseUrl, terminal.environment)
    const running = await serve({ auth: session.auth, upstream, metrics, rejections, secrets }, options).catch(explain)
    await announce(context, running, provider.title)
    if (!terminal.signal.aborted) await once(terminal.signal, 'abort')
    await running.close(terminal.urgent)
    return exitCodes.success
  } finally {
    await session.settle()
  }
}

/** A wrong password is said at once. An outage is not: it may be over by the time somebody calls. */
async function tryToSignIn({ terminal, secrets }: CommandContext, { auth }: OpenSession): Promise<void> {
  try {
    await auth.getToken({ signal: terminal.signal })
  } catch (error) {
    if (!isAuthError(error) || !error.retryable) throw error
    const failure = formatFailure(await describeFailure(error, secrets))
    await write(terminal.errors, `auth-cli: no token yet, the proxy answers 503 until there is one: ${failure}\n`)
  }
}

async function announce({ given, terminal }: CommandContext, { origin }: RunningProxy, title: string): Promise<void> {
  const isJson = given.switches.has('json')
  await write(
    terminal.output,
    isJson ? `${JSON.stringify({ origin })}\n` : `${title} is at ${origin} (end with Ctrl-C)\n`,
  )
}

function explain(error: unknown): never {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
  const reasons: Readonly<Record<string, string>> = {
    EADDRINUSE: 'another program has this port: choose another with --port, 0 for a free one',
    EACCES: 'this port needs more rights: choose one above 1023 with --port',
    EADDRNOTAVAIL: 'this machine has no such address: see --host',
  }
  throw new UsageError(reasons[code] ?? `the proxy cannot listen (${code})`)
}
