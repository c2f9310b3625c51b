import { parseDateTime } from '@auth/core/adapter'

/**
 * Reads `expires`, a date and time. Python writes it without a zone: it is UTC. A number is seconds since 1970. An
 * unreadable one becomes `NaN`, so that it is never mistaken for "no expiry".
 *
 * @example
 * ```ts
 * parseExpires('2026-01-01T12:00:00.123456') // { expiresAt: 1767268800123 }
 * ```
 */
export function parseExpires(text: string | null | undefined): { readonly expiresAt: number } | 'missing' {
  if (text === null || text === undefined) return 'missing'
  return { expiresAt: /^\d+(\.\d+)?$/.test(text) ? Number(text) * 1000 : parseDateTime(text) }
}
