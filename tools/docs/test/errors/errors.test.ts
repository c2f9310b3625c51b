import { createEmulator } from '@auth/emulator/fetch'
import { expectNoSecrets } from '@auth-tools/testing'
import { expect, test } from 'vitest'
import { pagesOf, read } from '../support/documents.ts'

const source = read('packages/core/src/errors/auth-error.ts')
const union = /type KnownAuthErrorCode =([\s\S]*?)\n\n/.exec(source)?.[1] ?? ''
const codes = [...union.matchAll(/\| '(\w+)'/g)].map(([, code = '']) => code)
const pages = pagesOf('errors').filter((page) => !page.endsWith('/README.md'))

const { meshy, elasticpath } = createEmulator().credentials
const passwords = [
  meshy.password,
  elasticpath.threeAccounts.password,
  elasticpath.noAccount.password,
  'not-the-password',
]

/** What a page says in its table. */
function factsOf(code: string): { readonly retryable: boolean; readonly phases: readonly string[] } {
  const text = read(`docs/errors/${code}.md`)
  const row = (name: string): string => new RegExp(`^\\| \`${name}\` *\\| (.*?) *\\|$`, 'm').exec(text)?.[1] ?? ''
  const phases = [...row('phase').matchAll(/`([\w-]+)`/g)].map(([, phase = '']) => phase)
  expect(row('retryable')).toMatch(/^(yes|no)$/)
  return { retryable: row('retryable') === 'yes', phases }
}

test('every code has a page, and every page is about a code', () => {
  expect(codes.length).toBeGreaterThanOrEqual(17)
  expect(pages.sort()).toEqual(codes.map((code) => `docs/errors/${code}.md`).sort())
  for (const code of codes) expect(read(`docs/errors/${code}.md`)).toMatch(new RegExp(`^# ${code}\\n`))
})

test.each(codes)('%s: the example of its page brings it about, and it is as the page says', async (code) => {
  const { provoke } = await import(`../../src/errors/${code.replaceAll('_', '-')}.ts`)
  const error = await provoke().then(
    () => 'nothing failed',
    (reason: unknown) => reason,
  )
  const { retryable, phases } = factsOf(code)
  expect(error).toMatchObject({ name: 'AuthError', code, retryable })
  expect(phases).toContain(error.phase)
  expectNoSecrets(error, passwords)
})

test('the index says of each code whether it is retryable, and what its page says first', () => {
  const index = read('docs/errors/README.md')
  for (const code of codes) {
    const [, meaning] = read(`docs/errors/${code}.md`).split('\n\n')
    const row = index.split('\n').find((line) => line.startsWith(`| [${code}](${code}.md)`))
    const [, , inIndex, retryable] = (row ?? '').split('|').map((cell) => cell.trim())
    expect([code, inIndex]).toEqual([code, meaning])
    expect([code, retryable]).toEqual([code, factsOf(code).retryable ? 'yes' : 'no'])
  }
})

test('the choices of an account come with the error, and the time to wait with a quota', async () => {
  const { provoke } = await import('../../src/errors/account-selection-required.ts')
  const { threeAccounts } = createEmulator().credentials.elasticpath
  await expect(provoke()).rejects.toMatchObject({ choices: threeAccounts.accounts })
  const { provoke: provokeLimit } = await import('../../src/errors/rate-limited.ts')
  await expect(provokeLimit()).rejects.toMatchObject({ retryAfterMs: 120_000 })
})
