const httpDate = /^[a-z]{3,9}, ([ \d]\d)[ -]([a-z]{3})[ -](\d\d|\d{4}) ([01]\d|2[0-3]):([0-5]\d):([0-5]\d|60) GMT$/i
const asctime = /^([a-z]{3}) ([a-z]{3}) ([ \d]\d) (.{8}) (\d{4})$/i

/** What the headers of a response say about time. */
export interface ServerTimes {
  /** The response's `Date`, in epoch milliseconds. */
  readonly serverTime: number | undefined
  /** What `Retry-After` asks for, in milliseconds from now. */
  readonly retryAfterMs: number | undefined
}

export function readTimes(headers: Headers, now: number, maxRetryAfterMs: number): ServerTimes {
  const serverTime = parseHttpDate(headers.get('date'), now)
  const asked = parseRetryAfter(headers.get('retry-after'), serverTime, now)
  // Not only one call waits for as long as `Retry-After` says: a cool-down after it does, too.
  return { serverTime, retryAfterMs: asked && Math.min(asked, maxRetryAfterMs) }
}

/**
 * How long a `Retry-After` asks to wait, in milliseconds. A date is measured from the response's own `Date`, so that a
 * wrong local clock does not matter.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3
 */
export function parseRetryAfter(value: string | null, date: number | undefined, now: number): number | undefined {
  const text = `${value}`.trim()
  if (/^\d+$/.test(text)) return Number(text) * 1000
  const at = parseHttpDate(text, now)
  return at === undefined ? undefined : Math.max(0, at - (date ?? now))
}

/**
 * An HTTP date in one of its three forms, as epoch milliseconds.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-5.6.7
 */
export function parseHttpDate(text: string | null, now: number): number | undefined {
  const [, day, month, year = '', ...time] = httpDate.exec(`${text}`.replace(asctime, '$1, $3 $2 $5 $4 GMT')) ?? []
  // Every engine reads what `toUTCString` writes, and none asks whether the weekday is right.
  const midnight = new Date(`Sun, ${day} ${month} ${fullYear(year, now)} 00:00:00 GMT`)
  // The 31st of February is read as a day in March.
  if (midnight.getUTCDate() !== Number(day)) return undefined
  const [hours = 0, minutes, seconds] = time.map(Number)
  return midnight.setUTCHours(hours, minutes, seconds)
}

/** A two-digit year more than 50 years ahead is in the past (RFC 9110, section 5.6.7). */
function fullYear(year: string, now: number): number {
  if (year.length > 2) return Number(year)
  const currentYear = new Date(now).getUTCFullYear()
  const full = currentYear - (currentYear % 100) + Number(year)
  return full > currentYear + 50 ? full - 100 : full
}
