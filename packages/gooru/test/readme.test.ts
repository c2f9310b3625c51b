import { readFile } from 'node:fs/promises'
import { createMemoryStore } from '@auth/core'
import { createEmulator } from '@auth/emulator/fetch'
import { expect, test } from 'vitest'
import { createGooruAuth, type GooruAuthOptions } from '../src/index.ts'

const text = await readFile(new URL('../README.md', import.meta.url), 'utf8')
const examples = text.split(/^## /m).flatMap((section) => {
  const code = /```ts\n(.+?)```/s.exec(section)?.[1]
  return code === undefined ? [] : [{ title: section.split('\n')[0] ?? '', code }]
})

/** Runs an example as a user would, against the emulated service, and returns what it logged and ended with. */
async function run(code: string): Promise<{ logged: unknown[]; status: unknown; response: unknown }> {
  const emulator = createEmulator({ profile: { gooru: code.includes('longLivedAccess') ? 'nile-refresh' : 'seed' } })
  const { clientId, clientKey, username, password } = emulator.credentials.gooru
  const logged: unknown[] = []
  const names = {
    createGooruAuth: (options: GooruAuthOptions) =>
      createGooruAuth({
        ...options,
        fetch: (input, init) => {
          const request = new Request(input, init)
          const url = request.url.replace(
            'https://gooru.example/',
            `${new URL(emulator.urls.gooru.authBaseUrl).origin}/gooru/`,
          )
          return emulator.fetch(new Request(url, request))
        },
      }),
    console: { log: (...values: unknown[]) => logged.push(...values) },
    createMemoryStore,
    process: {
      env: {
        GOORU_HOST: 'gooru.example',
        GOORU_CLIENT_ID: clientId,
        GOORU_CLIENT_KEY: clientKey,
        GOORU_USERNAME: username,
        GOORU_PASSWORD: password,
      },
    },
  }
  const body = code.replace(/^import .*$/gm, '')
  const result = `\nreturn { status: auth.status, response: typeof response === 'undefined' ? undefined : response.status }`
  const AsyncFunction = (async () => {}).constructor as FunctionConstructor // the language gives it no name
  const example = new AsyncFunction(...Object.keys(names), body + result)
  return { logged, ...(await example(...Object.values(names))) }
}

test('There is an example of a service, of a person, of a visitor, of a long session and of a check.', () => {
  expect(examples.map(({ title }) => title)).toEqual([
    'A service with its own credentials',
    'People who sign in',
    'Visitors first',
    'Staying signed in',
    'Whose session is it?',
  ])
})

test.each([
  ['A service with its own credentials', { logged: [200], status: 'fresh', response: 200 }],
  ['People who sign in', { logged: ['aada6abc-eb11-4550-981f-3a36a53b4907'], status: 'fresh' }],
  ['Visitors first', { logged: [true, false], status: 'fresh' }],
  ['Staying signed in', { logged: [], status: 'fresh' }],
  ['Whose session is it?', { logged: ['aada6abc-eb11-4550-981f-3a36a53b4907', 'rnfu34p13'], status: 'fresh' }],
])('The example works: %s.', async (title, expected) => {
  expect(await run(examples.find((example) => example.title === title)?.code ?? '')).toEqual(expected)
})
