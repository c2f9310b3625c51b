import { expect, test } from 'vitest'
import { inShort } from '../src/in-short.ts'

test('what is said of several names is said once', () => {
  const changes = [
    'left out tags that no operation has',
    'named the schema `LoginBody`',
    'described `$&`: say what it means',
    'named the schema `Login200`',
    'described `email`: say what it means',
    'renamed the schema `a` to `A`',
    'renamed the schema `b` to `B`',
  ]
  expect(inShort(changes)).toEqual([
    'left out tags that no operation has',
    'named the schema `LoginBody`, `Login200`',
    'described `$&`, `email`: say what it means',
    'renamed the schema `a` to `A`',
    'renamed the schema `b` to `B`',
  ])
})
