import { expect, test } from 'vitest'
import { HeaderRecord } from '../../src/fetch/header-record.ts'

test.each([
  ['Authorization', 'Bearer a'],
  ['x-key', ' \t b c \r\n'],
  ['EP-Token', ''],
])('A record reads and shows %s as `Headers` do.', (name, value) => {
  const record = new HeaderRecord()
  const headers = new Headers()
  for (const each of [record, headers]) each.set(name, value)
  for (const asked of [name, name.toUpperCase(), 'other']) {
    expect([record.get(asked), record.has(asked)]).toEqual([headers.get(asked), headers.has(asked)])
  }
  expect(record.fields).toEqual(Object.fromEntries(headers))
})
