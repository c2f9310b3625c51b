import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseHttpDate, parseRetryAfter } from '../../src/http/retry-after.ts'

const now = Date.UTC(2030, 0, 1, 12)

describe('Retry-After', () => {
  it.each([
    ['0', 0],
    ['1', 1000],
    [' 120 ', 120_000],
    ['00030', 30_000],
  ])('of %j is a number of seconds', (value, expected) => {
    expect(parseRetryAfter(value, undefined, now)).toBe(expected)
  })

  it.each(['Tue, 01 Jan 2030 12:01:30 GMT', 'Tuesday, 01-Jan-30 12:01:30 GMT', 'Tue Jan  1 12:01:30 2030'])(
    'of %j is a moment',
    (value) => {
      expect(parseRetryAfter(value, undefined, now)).toBe(90_000)
    },
  )

  it('of a moment is measured on the clock of the server where its Date is seen', () => {
    const threeHoursAhead = now + 3 * 3_600_000
    expect(parseRetryAfter('Tue, 01 Jan 2030 15:01:30 GMT', threeHoursAhead, now)).toBe(90_000)
  })

  it('of a moment that has passed asks for no wait', () => {
    expect(parseRetryAfter('Tue, 01 Jan 2030 11:00:00 GMT', undefined, now)).toBe(0)
  })

  it.each([
    null,
    '',
    'soon',
    '-1',
    '1.5',
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
  ])('of %j says nothing', (value) => {
    expect(parseRetryAfter(value, undefined, now)).toBeUndefined()
  })

  it('is never negative and never not a number, whatever a server sends', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^\d{1,400}$/), fc.date().map(String)), (value) => {
        const wait = parseRetryAfter(value, undefined, now)
        expect(wait === undefined || wait >= 0).toBe(true)
      }),
    )
  })
})

describe('an HTTP date', () => {
  const seconds = fc.integer({ min: Date.UTC(1985, 0, 1) / 1000, max: Date.UTC(2079, 11, 31) / 1000 })
  const days = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']

  it('is read in its preferred form', () => {
    fc.assert(
      fc.property(seconds, (second) => {
        expect(parseHttpDate(new Date(second * 1000).toUTCString(), now)).toBe(second * 1000)
      }),
    )
  })

  it('is read in the form of RFC 850, whose year has two digits', () => {
    fc.assert(
      fc.property(seconds, (second) => {
        const date = new Date(second * 1000)
        const [, day, month, year, time] = date.toUTCString().split(' ')
        const text = `${days[date.getUTCDay()]}, ${day}-${month}-${year?.slice(2)} ${time} GMT`
        expect(parseHttpDate(text, now)).toBe(second * 1000)
      }),
    )
  })

  it('is read in the form of asctime', () => {
    fc.assert(
      fc.property(seconds, (second) => {
        const [weekday, day, month, year, time] = new Date(second * 1000).toUTCString().replace(',', '').split(' ')
        const text = `${weekday} ${month} ${String(Number(day)).padStart(2)} ${time} ${year}`
        expect(parseHttpDate(text, now)).toBe(second * 1000)
      }),
    )
  })

  it('of two digits that is more than 50 years ahead is in the past', () => {
    expect(parseHttpDate('Monday, 01-Jan-80 00:00:00 GMT', now)).toBe(Date.UTC(2080, 0, 1))
    expect(parseHttpDate('Thursday, 01-Jan-81 00:00:00 GMT', now)).toBe(Date.UTC(1981, 0, 1))
  })

  it('may hold a leap second', () => {
    expect(parseHttpDate('Sat, 31 Dec 2016 23:59:60 GMT', now)).toBe(Date.UTC(2017, 0, 1))
  })
})
