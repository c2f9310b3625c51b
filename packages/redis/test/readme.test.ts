import { readFile } from 'node:fs/promises'
import { stripTypeScriptTypes } from 'node:module'
import { encrypted } from '@auth/core/encrypted'
import { createEmulator } from '@auth/emulator/fetch'
import { createMeshyAuth, type MeshyAuthOptions } from '@auth/meshy'
import { expect, test } from 'vitest'
import { createRedisStore } from '../src/index.ts'
import { nodeRedisClient } from './support/scripted-clients.ts'
import { createScriptedServer } from './support/scripted-server.ts'

const text = await readFile(new URL('../README.md', import.meta.url), 'utf8')
const examples = [...text.matchAll(/^(.*)\n\n```ts\n([\s\S]+?)```/gm)].map(([, above = '', code = '']) => ({
  above,
  code,
}))

/** Runs an example as a user would, on a server in memory and the emulated service. */
async function run(code: string) {
  const emulator = createEmulator()
  const { accountName, publicKey, username, password } = emulator.credentials.meshy
  const server = createScriptedServer({ now: () => Date.now() })
  const client = { on: () => client, connect: async () => nodeRedisClient(server) }
  const here = (options: MeshyAuthOptions) =>
    createMeshyAuth({ ...options, ...emulator.urls.meshy, fetch: emulator.fetch })
  const environment = { MESHY_ACCOUNT_NAME: accountName, MESHY_PUBLIC_KEY: publicKey }
  const names = {
    ...{ createMeshyAuth: here, createRedisStore, encrypted, createClient: () => client },
    process: {
      env: {
        ...{ ...environment, MESHY_USERNAME: username, MESHY_PASSWORD: password },
        SESSION_KEY: Buffer.alloc(32, 7).toString('base64'),
      },
    },
  }
  const AsyncFunction = (async () => {}).constructor as FunctionConstructor // the language gives it no name
  // The last example ends with the store.
  const rest = code.includes('response') ? '' : useStore
  const body = `${stripTypeScriptTypes(code).replace(/^import .*$/gm, '')}\n${rest}\nreturn response.status`
  const status = await new AsyncFunction(...Object.keys(names), body)(...Object.values(names))
  return { status, server, requests: emulator.requests.map(({ endpoint }) => endpoint) }
}

const useStore = `
const { MESHY_ACCOUNT_NAME: accountName, MESHY_PUBLIC_KEY: publicKey } = process.env
const auth = createMeshyAuth({ accountName, publicKey, store, identity: 'person-1' })
await auth.signIn({ username: process.env.MESHY_USERNAME, password: process.env.MESHY_PASSWORD })
const response = await auth.fetch('/users/me')
`

test.each([
  ['A service in many processes', ['token', 'resource']],
  ['People who sign in', ['token', 'resource', 'revocation']],
  ['Encrypted', ['token', 'resource']],
])('The example “%s…” works as it stands.', async (words, requests) => {
  const result = await run(examples.find(({ above }) => above.startsWith(words))?.code ?? '')
  expect(result).toMatchObject({ status: 200, requests })
  expect([...result.server.texts.keys()]).toEqual([expect.stringMatching(/^auth:\{[0-9a-f]{32}\}$/)])
  const [{ value } = { value: '' }] = result.server.texts.values()
  expect(value.includes('refreshToken')).toBe(words.startsWith('A service'))
})

test('There is no example that is not tried.', () => {
  expect(examples).toHaveLength(3)
})
