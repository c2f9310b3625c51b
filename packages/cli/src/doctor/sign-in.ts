import type { CommandContext } from '../commands/context.ts'
import { describeFailure } from '../failures/describe-failure.ts'
import type { Provider } from '../providers/provider.ts'
import type { OpenSession } from '../session/open-session.ts'
import { findMissing } from '../settings/find-values.ts'
import { describeTime } from '../text/describe-time.ts'
import type { Finding } from './finding.ts'

/** Gets a token, and says which way it came. */
export async function checkSignIn(
  { auth, values }: OpenSession,
  provider: Provider,
  types: readonly string[],
  { secrets, remarks }: Pick<CommandContext, 'secrets' | 'remarks'>,
): Promise<Finding> {
  const subject = 'sign-in'
  const missing = findMissing(provider, values, 'sign-in').map(({ variable }) => variable)
  try {
    const { expiresAt } = await auth.getToken()
    // Listeners are told a little later.
    await new Promise((resolve) => setImmediate(resolve))
    const way = types.includes('signed-in')
      ? `${provider.title} accepted ${provider.mechanism(values)}`
      : types.includes('renewed')
        ? 'the stored session was renewed, without the password'
        : 'the stored session has a token'
    return { subject, verdict: 'fine', text: `${way}. It is valid ${describeTime(expiresAt)}` }
  } catch (error) {
    const { code, message } = await describeFailure(error, secrets)
    const advice = missing.length > 0 ? [`Or set ${missing.join(', ')}`] : []
    return { subject, verdict: 'wrong', text: [`${code}: ${message}`, ...remarks, ...advice].join('. ') }
  }
}
