import type { Listener } from '../events.ts'
import type { AuthLogger } from './logger.ts'

/**
 * A listener that writes a line for each event. What makes the lines is loaded for those alone who want them: at once,
 * since the first event may be the last before the process ends.
 *
 * @param to - A logger, or the least level of what goes to standard error.
 */
export function createLog(to: AuthLogger | string): Listener {
  let part: typeof import('./write-line.ts') | undefined
  const load = async (): Promise<typeof import('./write-line.ts')> => (part ??= await import('./write-line.ts'))
  load().catch(() => {})
  return async (event) => (part ?? (await load())).writeLine(to, event)
}
