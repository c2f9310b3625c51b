import { StoreProblem } from '@auth/core/store'

/**
 * An error that can be shown. Those of the clients cannot: they quote commands, which carry tokens, in their texts and
 * in fields of their own.
 */
export function failureOf(error: unknown, timeoutMs: number): Error {
  if (error === timedOut) return new StoreProblem(`no answer from Redis within ${timeoutMs} ms`)
  const code = codeOf(error)
  return new StoreProblem(`a command to Redis failed${code === undefined ? '' : ` with ${code}`}`)
}

export const timedOut: unique symbol = Symbol('timed out')

/** What does not get better by being sent again: wrong rights, wrong settings, a server that is full. */
const lasting = new Set(['ERR', 'NOAUTH', 'NOPERM', 'OOM', 'WRONGPASS', 'WRONGTYPE'])

export function isLasting(error: unknown): boolean {
  const code = codeOf(error)
  return code !== undefined && lasting.has(code)
}

/** Whether the server does not have the script: it was restarted, or another took over. */
export function isUnknownScript(error: unknown): boolean {
  return error instanceof Error && /NOSCRIPT|NoScriptError/.test(error.message)
}

// GLIDE says so before it quotes the server.
const codeAtStart = /^(?:An error was signalled by the server: - )?([A-Z][A-Z0-9]+)\b/

/** The word with which servers begin what they refuse, or the code of a network error. */
function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined
  const [, code] = codeAtStart.exec(error.message) ?? []
  if (code !== undefined) return code
  return 'code' in error && typeof error.code === 'string' && /^[A-Z_]+$/.test(error.code) ? error.code : undefined
}
