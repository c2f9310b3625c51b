import type { Listener } from '../events.ts'
import type { AuthLogger } from './logger.ts'

/**
 * A listener that writes a line for each event. What makes the lines is loaded for those alone who want them: at once,
 * since the first event may be the last before the process ends.
 *
 * @param to - A logger, or the least level of what goes to standard error.
 */
export function createLog(to: AuthLogger | string): Listener {
  const opening = import('./write-line.ts').then(({ openLog }) => openLog(to))
  opening.catch(() => {})
  return async (event) => (await opening)(event)
}
