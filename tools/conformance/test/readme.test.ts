import { execFile } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { stripTypeScriptTypes } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { createEmulator } from '@auth/emulator/fetch'
import { afterAll, afterEach, expect, test, vi } from 'vitest'
import { startEmulatorProcess } from './emulator-process.ts'
import { writeExamples } from './readme-examples.ts'

// Below node_modules of this package, from where every other package is found.
const folder = fileURLToPath(new URL('../node_modules/.readme', import.meta.url))
const root = fileURLToPath(new URL('../../..', import.meta.url))
const examples = await writeExamples(folder)

// A Worker's own types are generated from its bindings, which the example has beside it.
const given = `
declare module 'cloudflare:workers' {
  const env: { AUTH_SESSIONS: import('@auth/cloudflare').SessionNamespace } & Record<
    'MESHY_ACCOUNT_NAME' | 'MESHY_PUBLIC_KEY' | 'MESHY_USERNAME' | 'MESHY_PASSWORD', string
  >
  function waitUntil(promise: Promise<unknown>): void
}
`

afterEach(() => {
  vi.unstubAllGlobals()
})

test('every example of every README compiles as it stands, with no name that it does not declare', async () => {
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

const emulator = await startEmulatorProcess()
afterAll(() => emulator[Symbol.asyncDispose]())

const onEmulator = examples.filter(({ source }) => source.includes('_BASE_URL'))
const quickStarts = onEmulator.filter(({ source }) => source.includes('console.log(response.status)'))

test('there is a quick start for each provider, in the README of the project and in its own', () => {
  const providers = quickStarts.map(({ source }) => /from '@auth\/(\w+)'/.exec(source)?.[1])
  const names = ['meshy', 'elasticpath', 'gooru', 'genlogs']
  expect(providers.toSorted()).toEqual([...names, ...names].toSorted())
})

/** Runs an example on what `--env` prints. */
async function runOnEmulator({ file, source }: { file: string; source: string }): Promise<string> {
  // Types are not stripped below node_modules.
  const script = file.replace(/ts$/, 'mjs')
  await writeFile(script, source)
  const env = { PATH: process.env['PATH'], ...emulator.environment }
  return (await promisify(execFile)(process.execPath, ['--conditions=@auth/source', script], { env })).stdout
}

test.each(quickStarts)('the quick start $name runs in plain JavaScript on what `--env` prints', async (example) => {
  expect(await runOnEmulator(example)).toBe('200\n')
})

test('the example of people of each provider runs there, too', async () => {
  const people = onEmulator.filter(({ source }) => source.includes('identity'))
  expect(people.map(({ name }) => name)).toEqual(['elasticpath-2', 'genlogs-2', 'gooru-2', 'meshy-2'])
  for (const { file, source } of people)
    expect(await runOnEmulator({ file, source: stripTypeScriptTypes(source) })).not.toContain('undefined')
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
