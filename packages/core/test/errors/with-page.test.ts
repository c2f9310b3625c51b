import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { AuthError } from '../../src/errors/auth-error.ts'
import { createFailures } from '../../src/errors/failures.ts'

const below = 'https://code.project.dev/docs/errors/'
const page = `${below}invalid_credentials.md`
const fields = { provider: 'test', phase: 'sign-in' } as const

// The build puts it in place of the name.
beforeEach(() => {
  vi.stubGlobal('authErrorPages', { below, codes: ['network', 'invalid_credentials'] })
})
afterEach(() => {
  vi.unstubAllGlobals()
})

test('A message ends with the link to the page of its code, and so do its stack and its JSON.', () => {
  const error = new AuthError({ ...fields, code: 'invalid_credentials', message: '@auth/test: refused' })

  expect(error.message).toBe(`@auth/test: refused. See ${page}`)
  expect(error.stack).toContain(`AuthError: ${error.message}\n`)
  expect(error.toJSON()).toMatchObject({ message: error.message })
})

test('A message that is made of another one has the link once, and at its end.', () => {
  const first = new AuthError({ ...fields, code: 'invalid_credentials', message: 'refused.' })
  const { message } = new AuthError({ ...fields, code: 'invalid_credentials', message: `${first.message}; not again` })

  expect([first.message, message]).toEqual([`refused. See ${page}`, `refused; not again. See ${page}`])
})

test('What a provider said is redacted as ever, and the link stands behind it.', async () => {
  const fail = await createFailures('test', 'sign-in', ['hunter2-hunter2', 'docs/errors'])
  const { message } = fail('invalid_credentials', { message: 'refused', providerText: 'no: hunter2-hunter2' })

  expect(message).toMatch(/^@auth\/test: refused \(the provider said "[^"]*"\)\. See https:\S+$/)
  expect(message).toContain(page)
  expect(message).not.toContain('hunter2')
})

test('A code without a page has no link, and without an address no code has one.', () => {
  const own = new AuthError({ ...fields, code: 'a_code_of_ones_own', message: 'refused' })
  vi.stubGlobal('authErrorPages', undefined)
  const none = new AuthError({ ...fields, code: 'invalid_credentials', message: 'refused' })

  expect([own.message, none.message]).toEqual(['refused', 'refused'])
})
