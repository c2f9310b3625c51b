import { readFile } from 'node:fs/promises'
import { createMemoryStore } from '@auth/core'
import { createEmulator, type Emulator } from '@auth/emulator/fetch'
import { expect, test } from 'vitest'
import { createMeshyAuth, type MeshyAuthOptions, registerAnonymousUser } from '../src/index.ts'

const text = await readFile(new URL('../README.md', import.meta.url), 'utf8')
const examples = [...text.matchAll(/^(.*)\n\n```ts\n([\s\S]+?)```/gm)].map(([, above = '', code = '']) => ({
  above,
  code,
}))

/** Runs an example as a user would, against the emulated service. */
async function run(
  code: string,
  anonymous: boolean,
): Promise<{ emulator: Emulator; logged: unknown[]; status: string }> {
  const emulator = createEmulator()
  const { accountName, publicKey, username, password, anonymousUsername } = emulator.credentials.meshy
  const logged: unknown[] = []
  const here = (options: MeshyAuthOptions): MeshyAuthOptions => ({
    ...options,
    ...emulator.urls.meshy,
    fetch: emulator.fetch,
  })
  const names = {
    createMeshyAuth: (options: MeshyAuthOptions) => createMeshyAuth(here(options)),
    registerAnonymousUser: (options: MeshyAuthOptions) => registerAnonymousUser(here(options)),
    console: { log: (...values: unknown[]) => logged.push(...values) },
    createMemoryStore,
    process: {
      env: {
        MESHY_ACCOUNT_NAME: accountName,
        MESHY_PUBLIC_KEY: publicKey,
        MESHY_USERNAME: anonymous ? anonymousUsername : username,
        MESHY_PASSWORD: password,
      },
    },
  }
  const AsyncFunction = (async () => {}).constructor as FunctionConstructor // the language gives it no name
  const body = `${code.replace(/^import .*$/gm, '')}\nif (auth.status === 'empty') await auth.getToken()\nreturn auth.status`
  const status = await new AsyncFunction(...Object.keys(names), body)(...Object.values(names))
  return { emulator, logged, status }
}

test.each([
  ['A service', false, 'fresh', ['password', 'resource']],
  ['An application', false, 'reauth-required', ['password', 'resource', 'revocation']],
  ['An anonymous user', true, 'fresh', ['password']],
  ['since there is no other way back', false, 'fresh', ['register', 'password', 'resource']],
] as const)('The example "%s…" works as it stands.', async (words, anonymous, status, asked) => {
  const example = examples.find(({ above }) => above.startsWith(words))
  const result = await run(example?.code ?? '', anonymous)
  expect(result.status).toBe(status)
  const { requests } = result.emulator
  expect(requests.map(({ endpoint, parameters }) => parameters['grant_type'] ?? endpoint)).toEqual(asked)
  expect(requests.every((request) => Number(request.status) < 300)).toBe(true)
  if (words === 'since there is no other way back')
    expect(result.logged).toEqual([expect.stringMatching(/^[\da-f]{24}$/), expect.any(String)])
})

test('There is no example that is not tried.', () => {
  expect(examples).toHaveLength(4)
})
