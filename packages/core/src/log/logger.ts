/**
 * Where lines go: pino, winston, `console` and most others are one. Each function gets one line of text, and what it
 * throws is ignored.
 */
export interface AuthLogger {
  /** What changes nothing for callers, such as a token that another process has renewed. */
  debug(line: string): unknown
  /** What is expected: a sign-in, a renewal, a sign-out. */
  info(line: string): unknown
  /** What was coped with: another attempt, a pause, a store that failed, a token that the API rejected. */
  warn(line: string): unknown
  /** What failed for a caller. */
  error(line: string): unknown
}
