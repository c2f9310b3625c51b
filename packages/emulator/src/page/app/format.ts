const units = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['min', 60_000],
] as const

/** A time that is left, in its largest unit: `29 d`, `7 h`, `59 min`, `12 s`. */
export function formatLeft(ms: number): string {
  for (const [unit, length] of units) if (ms >= length) return `${Math.floor(ms / length)} ${unit}`
  return `${Math.max(0, Math.floor(ms / 1000))} s`
}

/** A time of day, to the millisecond. */
export function formatTime(at: number): string {
  const time = new Date(at)
  const digits = (value: number, length: number): string => String(value).padStart(length, '0')
  const clock = [time.getHours(), time.getMinutes(), time.getSeconds()].map((value) => digits(value, 2)).join(':')
  return `${clock}.${digits(time.getMilliseconds(), 3)}`
}

/** What an answer was like: for its colour, which never says it alone. */
export function toneOf(status: number | string): 'good' | 'moved' | 'wrong' | 'broken' | 'waiting' {
  if (status === 'pending') return 'waiting'
  if (typeof status === 'string' || status >= 500) return 'broken'
  if (status >= 400) return 'wrong'
  return status >= 300 ? 'moved' : 'good'
}
