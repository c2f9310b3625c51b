import { expect, test } from 'vitest'
import { readArguments } from '../src/arguments.ts'

const known = ['token', 'behaviour']

test('without a section, all are run', () => {
  expect(readArguments([], known).sections).toEqual([
    { name: 'token', parts: [] },
    { name: 'behaviour', parts: [] },
  ])
})

test('what follows a section and is none itself is a part of it', () => {
  const { sections, against, write } = readArguments(
    ['token', 'behaviour', 'ky', 'redirects', '--against', 'main', '--write'],
    known,
  )

  expect(sections).toEqual([
    { name: 'token', parts: [] },
    { name: 'behaviour', parts: ['ky', 'redirects'] },
  ])
  expect(against).toBe('main')
  expect(write).toBe(true)
})

test('a first word that is no section is refused, with those that are', () => {
  expect(() => readArguments(['tokens'], known)).toThrow('There is no section "tokens". Sections: token, behaviour')
})
