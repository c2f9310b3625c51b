const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

/**
 * How long a `Retry-After` asks to wait, in milliseconds. A date is measured from the response's own `Date`, so that a
 * wrong local clock does not matter.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3
 */
export function parseRetryAfter(value: string | null, date: number | undefined, now: number): number | undefined {
  const text = value?.trim() ?? ''
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
  const imf = /^[a-z]{3}, (\d{2}) ([a-z]{3}) (\d{4}) (\d{2}):(\d{2}):(\d{2}) GMT$/i.exec(text ?? '')
  if (imf) return utc(imf[3], imf[2], imf[1], imf.slice(4))
  const rfc850 = /^[a-z]{6,9}, (\d{2})-([a-z]{3})-(\d{2}) (\d{2}):(\d{2}):(\d{2}) GMT$/i.exec(text ?? '')
  if (rfc850) return utc(fullYear(Number(rfc850[3]), now), rfc850[2], rfc850[1], rfc850.slice(4))
  const asctime = /^[a-z]{3} ([a-z]{3}) ([ \d]\d) (\d{2}):(\d{2}):(\d{2}) (\d{4})$/i.exec(text ?? '')
  if (asctime) return utc(asctime[6], asctime[1], asctime[2], asctime.slice(3, 6))
  return undefined
}

function utc(year: unknown, month: string | undefined, day: unknown, time: string[]): number | undefined {
  const monthIndex = months.indexOf(month?.toLowerCase() ?? '')
  const [hours, minutes, seconds] = time.map(Number)
  if (monthIndex < 0 || Number(hours) > 23 || Number(minutes) > 59 || Number(seconds) > 60) return undefined
  // Date.UTC reads the 31st of February as a day in March.
  if (new Date(Date.UTC(Number(year), monthIndex, Number(day))).getUTCDate() !== Number(day)) return undefined
  return Date.UTC(Number(year), monthIndex, Number(day), hours, minutes, seconds)
}

/** A two-digit year more than 50 years ahead is in the past (RFC 9110, section 5.6.7). */
function fullYear(twoDigits: number, now: number): number {
  const currentYear = new Date(now).getUTCFullYear()
  const year = currentYear - (currentYear % 100) + twoDigits
  return year > currentYear + 50 ? year - 100 : year
}
