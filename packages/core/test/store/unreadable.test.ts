import { describe, expect, test } from 'vitest'
import { unreadable, unreadableReason } from '../../src/store/unreadable.ts'

describe('What a store gives in place of a value that it cannot read', () => {
  test('says why.', () => {
    expect(unreadableReason(unreadable('the key is wrong'))).toBe('the key is wrong')
    expect(unreadableReason(unreadable(''))).toBe('')
  })

  test.each(['', '{"version":1}', ' unreadable:', 'aes-gcm.1.AAAA'])('is not mistaken for %j.', (text) => {
    expect(unreadableReason(text)).toBeUndefined()
  })
})
