const dateTime = /^(\d{4}-\d{2}-\d{2})[Tt ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?)\d*(?:[Zz]|([+-]\d{2}):?(\d{2}))?$/

/**
 * An ISO 8601 date-time as epoch milliseconds, `NaN` when it is none. Without a zone it is UTC: `Date.parse` would take
 * it as local time. Digits beyond milliseconds are dropped.
 */
export function parseDateTime(text: string): number {
  const match = dateTime.exec(text.trim())
  if (!match) return Number.NaN
  const [, date, time, hours = '+00', minutes = '00'] = match
  return Date.parse(`${date}T${time}${hours}:${minutes}`)
}
