/**
 * Loaded before a library: time passes for all of them alike, at once instead of an hour later. Timers keep the time of
 * the machine.
 */
const RealDate = Date
const realMonotonic = performance.now.bind(performance)
let offsetMs = 0

class MovedDate extends RealDate {
  constructor(...given: unknown[]) {
    // What a date is made from is passed on as it is.
    super(...((given.length === 0 ? [MovedDate.now()] : given) as [number]))
  }

  static override now(): number {
    return RealDate.now() + offsetMs
  }
}

globalThis.Date = MovedDate as DateConstructor // nobody here calls it without `new`
performance.now = () => realMonotonic() + offsetMs

export const clocks = {
  advance(ms: number): void {
    offsetMs += ms
  },
  realNow: (): number => RealDate.now(),
}
