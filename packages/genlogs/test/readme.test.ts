import { readFile } from 'node:fs/promises'
import { createMemoryStore } from '@auth/core'
import { createEmulator, type GenlogsOptions } from '@auth/emulator/fetch'
import { expect, test } from 'vitest'
import { createGenlogsAuth, type GenlogsAuthOptions } from '../src/index.ts'

const text = await readFile(new URL('../README.md', import.meta.url), 'utf8')
const examples = [...text.matchAll(/^```ts\n([\s\S]+?)```/gm)].map(([, code = '']) => code)

/** Runs an example as a user would, against the emulated service. */
async function run(code: string, genlogs: GenlogsOptions): Promise<string[]> {
  const emulator = createEmulator({ genlogs })
  const { apiKey, email, password } = emulator.credentials.genlogs
  const names = {
    createGenlogsAuth: (options: GenlogsAuthOptions) =>
      createGenlogsAuth({ ...options, ...emulator.urls.genlogs, fetch: emulator.fetch }),
    createMemoryStore,
    process: { env: { GENLOGS_API_KEY: apiKey, GENLOGS_EMAIL: email, GENLOGS_PASSWORD: password } },
    console: { log() {} },
  }
  const AsyncFunction = (async () => {}).constructor as FunctionConstructor // the language gives it no name
  const body = `${code.replace(/^import .*$/gm, '')}\nif (auth.status === 'fresh') await auth.refresh()`
  await new AsyncFunction(...Object.keys(names), body)(...Object.values(names))
  return emulator.requests.map(({ endpoint, status }) => `${endpoint} ${status}`)
}

test.each<[string, number, GenlogsOptions, string[]]>([
  ['a service', 0, { variant: 'query' }, ['token 200', 'resource 200', 'token 200']],
  ['people', 1, { variant: 'query' }, ['token 200', 'resource 200']],
  ['a JSON body', 2, { variant: 'body', refreshUsable: true }, ['token 200', 'resource 200', 'refresh 200']],
])('The example of %s works as it stands.', async (_, index, server, asked) => {
  expect(await run(examples[index] ?? '', server)).toEqual(asked)
})

test('There is no example that is not tried.', () => {
  expect(examples).toHaveLength(3)
})
