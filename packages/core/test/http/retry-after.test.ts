import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseHttpDate, parseRetryAfter, readTimes } from '../../src/http/retry-after.ts'

const now = Date.UTC(2030, 0, 1, 12)
const days = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']

describe('Retry-After', () => {
  test.each([
    ['0', 0],
    ['1', 1000],
    [' 120 ', 120_000],
    ['00030', 30_000],
  ])('of %j is a number of seconds.', (value, expected) => {
    expect(parseRetryAfter(value, undefined, now)).toBe(expected)
  })

  test.each(['Tue, 01 Jan 2030 12:01:30 GMT', 'Tuesday, 01-Jan-30 12:01:30 GMT', 'Tue Jan  1 12:01:30 2030'])(
    'of %j is a moment.',
    (value) => {
      expect(parseRetryAfter(value, undefined, now)).toBe(90_000)
    },
  )

  test('of a moment is measured on the clock of the server where its Date is seen.', () => {
    const threeHoursAhead = now + 3 * 3_600_000
    expect(parseRetryAfter('Tue, 01 Jan 2030 15:01:30 GMT', threeHoursAhead, now)).toBe(90_000)
  })

  test('of a moment that has passed asks for no wait.', () => {
    expect(parseRetryAfter('Tue, 01 Jan 2030 11:00:00 GMT', undefined, now)).toBe(0)
  })

  test.each([
    null,
    '',
    'soon',
    '-1',
    '1.5',
    'see Tue, 01 Jan 2030 12:01:30 GMT',
    'Tue, 01 Jan 203 12:01:30 GMT',
    'Tue, 01 Jan 2030 1:01:30 GMT',
    'Tue, 01 Jan 2030 12:01:30 GMT+1',
    'see Tue Jan  1 12:01:30 2030',
    'Tue Jan  1 12:01:30 2030 GMT',
    '1e3',
    '0x10',
    '5 s',
    '2030-01-01T12:01:30Z',
    'Tue, 01 Foo 2030 12:01:30 GMT',
    'Tue, 31 Feb 2030 12:01:30 GMT',
    'Tue, 00 Jan 2030 12:01:30 GMT',
    'Tue, 01 Jan 2030 24:01:30 GMT',
    'Tue, 01 Jan 2030 12:60:30 GMT',
    'Tue, 01 Jan 2030 12:01:61 GMT',
    'Tue, 01 Jan 2030 12:01:30 +0100',
    'Tue, 01 Jan 2030 12:01:30 GMT, Tue, 01 Jan 2030 12:01:30 GMT',
  ])('of %j says nothing.', (value) => {
    expect(parseRetryAfter(value, undefined, now)).toBeUndefined()
  })

  test('is never negative and never not a number, whatever a server sends.', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(/^\d{1,400}$/), fc.date().map(String)),
        (value) => {
          const wait = parseRetryAfter(value, undefined, now)
          expect(wait === undefined || wait >= 0).toBe(true)
        },
      ),
    )
  })
})

describe('Retry-After of a moment, in any of the three forms', () => {
  const forms: ReadonlyArray<(date: Date) => string> = [
    (date) => date.toUTCString(),
    (date) => {
      const [, day, month, year, time] = date.toUTCString().split(' ')
      return `${days[date.getUTCDay()]}, ${day}-${month}-${year?.slice(2)} ${time} GMT`
    },
    (date) => {
      const [weekday, day, month, year, time] = date.toUTCString().replace(',', '').split(' ')
      return `${weekday} ${month} ${String(Number(day)).padStart(2)} ${time} ${year}`
    },
  ]
  const instant = fc.integer({ min: now - 86_400_000, max: now + 86_400_000 })

  test('is never early, however wrong the local clock is.', () => {
    fc.assert(
      fc.property(instant, instant, fc.nat(100_000), fc.constantFrom(...forms), (local, server, waitS, form) => {
        const date = Math.floor(server / 1000) * 1000
        const headers = new Headers({
          date: new Date(date).toUTCString(),
          'retry-after': form(new Date(date + waitS * 1000)),
        })
        expect(readTimes(headers, local, Infinity)).toEqual({ serverTime: date, retryAfterMs: waitS * 1000 })
        expect(readTimes(headers, local, 5000).retryAfterMs).toBe(Math.min(5000, waitS * 1000))
      }),
    )
  })
})

describe('An HTTP date', () => {
  const seconds = fc.integer({ min: Date.UTC(1985, 0, 1) / 1000, max: Date.UTC(2079, 11, 31) / 1000 })

  test('is read in its preferred form.', () => {
    fc.assert(
      fc.property(seconds, (second) => {
        expect(parseHttpDate(new Date(second * 1000).toUTCString(), now)).toBe(second * 1000)
      }),
    )
  })

  test('is read in the form of RFC 850, whose year has two digits.', () => {
    fc.assert(
      fc.property(seconds, (second) => {
        const date = new Date(second * 1000)
        const [, day, month, year, time] = date.toUTCString().split(' ')
        const text = `${days[date.getUTCDay()]}, ${day}-${month}-${year?.slice(2)} ${time} GMT`
        expect(parseHttpDate(text, now)).toBe(second * 1000)
      }),
    )
  })

  test('is read in the form of asctime.', () => {
    fc.assert(
      fc.property(seconds, (second) => {
        const [weekday, day, month, year, time] = new Date(second * 1000).toUTCString().replace(',', '').split(' ')
        const text = `${weekday} ${month} ${String(Number(day)).padStart(2)} ${time} ${year}`
        expect(parseHttpDate(text, now)).toBe(second * 1000)
      }),
    )
  })

  test('whose two-digit year would be more than 50 years ahead is in the past.', () => {
    expect(parseHttpDate('Monday, 01-Jan-80 00:00:00 GMT', now)).toBe(Date.UTC(2080, 0, 1))
    expect(parseHttpDate('Thursday, 01-Jan-81 00:00:00 GMT', now)).toBe(Date.UTC(1981, 0, 1))
  })

  test('may hold a leap second.', () => {
    expect(parseHttpDate('Sat, 31 Dec 2016 23:59:60 GMT', now)).toBe(Date.UTC(2017, 0, 1))
  })
})
