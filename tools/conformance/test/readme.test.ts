import { execFile } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { createEmulator } from '@auth/emulator/fetch'
import { afterEach, expect, test, vi } from 'vitest'
import { writeExamples } from './readme-examples.ts'

// Below node_modules of this package, from where every other package is found.
const folder = fileURLToPath(new URL('../node_modules/.readme', import.meta.url))
const root = fileURLToPath(new URL('../../..', import.meta.url))
const examples = await writeExamples(folder)

// What an example takes as given.
const given = `
declare const accountName: string, publicKey: string, clientId: string, clientKey: string, apiKey: string
declare const passwordProfileId: string, username: string, email: string, password: string, userId: string, host: string
declare const url: string, secret32Bytes: Uint8Array<ArrayBuffer>
declare const store: import('@auth/core').TokenStore
declare const isAuthError: typeof import('@auth/core').isAuthError
declare const createMeshyAuth: typeof import('@auth/meshy').createMeshyAuth
declare const createElasticPathAuth: typeof import('@auth/elasticpath').createElasticPathAuth
declare const createGooruAuth: typeof import('@auth/gooru').createGooruAuth
declare const createGenlogsAuth: typeof import('@auth/genlogs').createGenlogsAuth
declare const auth: import('@auth/core').Auth<unknown>
declare module 'cloudflare:workers' {
  const env: { AUTH_SESSIONS: import('@auth/cloudflare').SessionNamespace } & Record<
    'MESHY_ACCOUNT_NAME' | 'MESHY_PUBLIC_KEY' | 'MESHY_USERNAME' | 'MESHY_PASSWORD', string
  >
  function waitUntil(promise: Promise<unknown>): void
}
declare function ask<Choice extends { id: string }>(choices: readonly Choice[] | undefined): Promise<string>
`

afterEach(() => {
  vi.unstubAllGlobals()
})

test('every example of every README type-checks', async () => {
  await writeFile(join(folder, 'given.d.ts'), given)
  await writeFile(
    join(folder, 'tsconfig.json'),
    JSON.stringify({
      extends: `${root}tsconfig.json`,
      compilerOptions: { noPropertyAccessFromIndexSignature: false },
      include: ['*.ts'],
    }),
  )
  const result = await promisify(execFile)(join(root, 'node_modules/.bin/tsc'), ['-p', folder]).then(
    () => '',
    ({ stdout }: { stdout: string }) => stdout,
  )
  expect(result).toBe('')
  expect(examples.length).toBeGreaterThan(10)
})

test('the example of people who sign in tells a right from a wrong password', async () => {
  const emulator = createEmulator({ meshy: { accountName: 'my-account', publicKey: 'pk_…' } })
  vi.stubGlobal('fetch', (url: string, init?: RequestInit) =>
    emulator.fetch(url.replace('https://auth.meshydb.com', emulator.urls.meshy.authBaseUrl), init),
  )
  const example = examples.find(({ source }) => source.includes('function handleSignIn'))
  const file = join(folder, 'people.ts')
  await writeFile(file, `${example?.source}\nexport { handleSignIn }\n`)
  const { handleSignIn } = await import(file)
  const { username, password } = emulator.credentials.meshy
  expect(await handleSignIn('u1', username, password)).toBe('welcome')
  expect(await handleSignIn('u2', username, 'not-the-password')).toBe('wrong username or password')
})
