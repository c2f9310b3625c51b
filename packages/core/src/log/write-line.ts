import type { Listener } from '../events.ts'
import { describeEvent } from './describe-event.ts'
import type { AuthLogger } from './logger.ts'

const levels: readonly string[] = ['debug', 'info', 'warn', 'error']

/**
 * What tells of events, one line each.
 *
 * @param to - A logger, or the least level of what goes to standard error: standard output may be what a program is run
 * for.
 */
export function openLog(to: AuthLogger | string): Listener {
  if (typeof to !== 'string') {
    return (event) => {
      const [level, line] = describeEvent(event)
      return to[level](line)
    }
  }
  const least = levels.indexOf(to)
  if (least < 0) {
    console.error(`@auth/core: AUTH_LOG must be one of ${levels.join(', ')}`)
    return () => {}
  }
  return (event) => {
    const [level, line] = describeEvent(event)
    if (levels.indexOf(level) >= least) console.error(`${new Date(event.at).toISOString()} ${level} ${line}`)
  }
}
