const dateTime = /^(\d{4}-\d{2}-\d{2})[Tt ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?)\d*([Zz]|[+-]\d{2}:?\d{2})?$/

/**
 * An ISO 8601 date-time as epoch milliseconds, `NaN` when it is none. Without a zone it is UTC: `Date.parse` would take
 * it as local time. Digits beyond milliseconds are dropped.
 */
export function parseDateTime(text: string): number {
  const [, date, time, zone = 'Z'] = dateTime.exec(text.trim()) ?? []
  return date === undefined
    ? Number.NaN
    : Date.parse(`${date}T${time}${zone.toUpperCase().replace(/(\d{2})(\d{2})$/, '$1:$2')}`)
}
