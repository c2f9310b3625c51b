import * as elasticpath from '@auth/elasticpath'
import { type RunningEmulator, startEmulator } from '@auth/emulator'
import * as genlogs from '@auth/genlogs'
import * as gooru from '@auth/gooru'
import * as meshy from '@auth/meshy'
import * as sdk from '@elasticpath/js-sdk'
import { expect, test, vi } from 'vitest'
import { snippetsOf } from '../../../packages/emulator/src/snippets.ts'

const modules: Readonly<Record<string, object>> = {
  '@auth/meshy': meshy,
  '@auth/elasticpath': elasticpath,
  '@auth/gooru': gooru,
  '@auth/genlogs': genlogs,
  '@elasticpath/js-sdk': sdk,
}

/** Runs what somebody pastes into a module. @returns the variable `name` of it */
async function run(code: string, name: string): Promise<unknown> {
  const body = code.replace(/^import (\{.*\}) from '(.*)'$/gm, 'const $1 = modules["$2"]')
  // The constructor of async functions has no name of its own.
  const AsyncFunction = (async () => {}).constructor as FunctionConstructor
  return new AsyncFunction('modules', `${body}\nreturn ${name}`)(modules)
}

const providers = ['meshy', 'elasticpath', 'gooru', 'genlogs'] as const
const statuses = (emulator: RunningEmulator): unknown[] => emulator.requests.map(({ status }) => status)

test.each(
  providers.flatMap((provider) => (['both', 'query', 'body'] as const).map((variant) => [provider, variant] as const)),
)('What the page shows of the package for %s signs in and calls as it stands (%s).', async (provider, variant) => {
  await using emulator = await startEmulator({ profile: { genlogs: variant } })
  const response = await run(snippetsOf(emulator, variant)[provider].package, 'response')
  expect(response).toMatchObject({ status: 200 })
  expect(emulator.requests.at(-1)?.provider).toBe(provider)
})

test.each(['meshy', 'gooru', 'genlogs'] as const)(
  'What the page shows without the package for %s works as it stands.',
  async (provider) => {
    await using emulator = await startEmulator()
    expect(await run(snippetsOf(emulator, 'both')[provider].others, 'response')).toMatchObject({ status: 200 })
    expect(statuses(emulator)).toEqual([200, 200])
  },
)

test('What the page shows of Elastic Path’s SDK signs in as it stands.', async () => {
  // The SDK prints what it finds in its storage.
  using _log = vi.spyOn(console, 'info').mockImplementation(() => {})
  await using emulator = await startEmulator()
  const data = await run(snippetsOf(emulator, 'both').elasticpath.others, 'data')
  expect(data).toMatchObject([{ account_name: 'acc-name-1', token: expect.any(String) }])
  expect(statuses(emulator)).toEqual([200, 201])
})
