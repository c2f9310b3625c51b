import type { CommandContext } from '../commands/context.ts'
import { openFor } from '../commands/context.ts'
import { describeFailure } from '../failures/describe-failure.ts'
import { UsageError } from '../failures/usage-error.ts'
import type { Provider } from '../providers/provider.ts'
import { agentOptions } from '../proxy-environment.ts'
import type { OpenSession } from '../session/open-session.ts'
import { checkClock } from './clock.ts'
import type { Finding } from './finding.ts'
import { checkName } from './name.ts'
import { checkProxies } from './proxies.ts'
import { checkSignIn } from './sign-in.ts'
import { checkStore } from './store.ts'
import { checkTls } from './tls.ts'

/** Looks at one thing after the other: what comes later needs what came before. */
export async function* examine(context: CommandContext, provider: Provider): AsyncGenerator<Finding> {
  const { terminal, given, secrets } = context
  yield checkProxies(terminal.environment)
  if (!given.switches.has('emulator')) yield* checkStore(terminal.environment)
  const types: string[] = []
  let session: OpenSession
  try {
    session = await openFor(context, provider, { ask: undefined, onEvent: ({ type }) => void types.push(type) })
  } catch (error) {
    if (!(error instanceof UsageError) && !(error instanceof TypeError)) throw error
    const { message } = await describeFailure(error, secrets)
    yield { subject: 'settings', verdict: 'wrong', text: message }
    return
  }
  try {
    yield { subject: 'settings', verdict: 'fine', text: `everything that ${provider.title} needs is set` }
    const { authBaseUrl, apiBaseUrl } = provider.urls(session.values)
    const hosts = [...new Set([authBaseUrl, apiBaseUrl].map((url) => new URL(url).origin))].map((url) => new URL(url))
    const isProxied = 'proxyEnv' in agentOptions(terminal.environment)
    for (const host of hosts) {
      const name = await checkName(host, isProxied)
      yield name
      if (name.verdict === 'wrong') continue
      yield await checkTls(host, terminal.environment)
    }
    yield await checkClock(new URL(authBaseUrl))
    yield await checkSignIn(session, provider, types, context)
    const { isEncrypted } = session
    yield {
      subject: 'encryption',
      verdict: 'fine',
      text: isEncrypted
        ? 'stored sessions are encrypted'
        : 'stored sessions are not encrypted: set AUTH_STORE_KEY for that',
    }
  } finally {
    await session.settle()
  }
}
