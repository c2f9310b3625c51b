import type { AuthEvent } from '../events.ts'
import { describeEvent } from './describe-event.ts'
import type { AuthLogger } from './logger.ts'

const levels: readonly string[] = ['debug', 'info', 'warn', 'error']

/**
 * Tells of an event.
 *
 * @param to - A logger, or the least level of what goes to standard error: standard output may be what a program is run
 * for.
 */
export function writeLine(to: AuthLogger | string, event: AuthEvent): unknown {
  const [level, line] = describeEvent(event)
  if (typeof to !== 'string') return to[level](line)
  if (!levels.includes(to)) return console.error(`@auth/core: AUTH_LOG must be one of ${levels.join(', ')}`)
  if (levels.indexOf(level) < levels.indexOf(to)) return undefined
  return console.error(`${new Date(event.at).toISOString()} ${level} ${line}`)
}
