import { parseDateTime } from '@auth/core/adapter'

/**
 * Reads `expires`, a date and time. Python writes it without a zone: it is UTC. An unreadable one becomes `NaN`, so
 * that it is never mistaken for "no expiry".
 *
 * @example
 * ```ts
 * parseExpires('2026-01-01T12:00:00.123456') // { expiresAt: 1767268800123 }
 * ```
 */
export function parseExpires(text: string | null | undefined): { readonly expiresAt: number } | 'missing' {
  return text === null || text === undefined ? 'missing' : { expiresAt: parseDateTime(text) }
}
