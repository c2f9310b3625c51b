import { afterEach, expect, test, vi } from 'vitest'
import { readManifest } from '../src/manifest.ts'
import { createAccount } from './support/account.ts'
import { runCli } from './support/terminal.ts'

afterEach(() => {
  vi.unstubAllGlobals()
})

test('The page of a failure is named once, also by a core that was built with an address.', async () => {
  const { environment } = await createAccount()
  const wrong = { ...environment, GENLOGS_PASSWORD: 'not-the-password' }
  const before = await runCli(['token', 'genlogs'], wrong)
  const address = readManifest().homepage.replace(/packages\/cli#readme$/, 'docs/errors')
  vi.stubGlobal('authErrorPages', { below: `${address}/`, codes: ['invalid_credentials'] })

  expect(before.errors).toContain(`(${address}/invalid_credentials.md)`)
  const other = await createAccount()
  expect(await runCli(['token', 'genlogs'], { ...other.environment, GENLOGS_PASSWORD: 'not-the-password' })).toEqual(
    before,
  )
})
