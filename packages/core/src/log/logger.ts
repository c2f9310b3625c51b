/**
 * Where lines go: pino, winston, `console` and most others are one. Each function gets one line of text, and what it
 * throws is ignored.
 */
export interface AuthLogger {
  debug(line: string): unknown
  info(line: string): unknown
  warn(line: string): unknown
  error(line: string): unknown
}
