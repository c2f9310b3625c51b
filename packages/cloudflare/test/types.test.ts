import { execFile } from 'node:child_process'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'

const own = fileURLToPath(new URL('../', import.meta.url))
// Below node_modules of this package, from where every other package is found.
const folder = `${own}node_modules/.types/`
const root = fileURLToPath(new URL('../../../', import.meta.url))

/** What the compiler says. */
async function compile(...options: readonly string[]): Promise<string> {
  const compiling = promisify(execFile)(join(root, 'node_modules/.bin/tsc'), options, { cwd: folder })
  return compiling.then(
    () => '',
    ({ stdout }: { stdout: string }) => stdout,
  )
}

const strict = {
  target: 'es2023',
  lib: ['es2024', 'esnext.disposable'],
  module: 'esnext',
  moduleResolution: 'bundler',
  customConditions: ['@auth/source'],
  allowImportingTsExtensions: true,
  strict: true,
  exactOptionalPropertyTypes: true,
  skipLibCheck: false,
  noEmit: true,
}

const onWorkers = `
import { DurableObject } from 'cloudflare:workers'
import { AuthSession, createDurableObjectStore } from './declarations/index.js'

class Other extends DurableObject<unknown> {
  greet(): string {
    return 'hello'
  }
}
export class Mine extends AuthSession {
  constructor(state: DurableObjectState, environment: unknown) {
    super(state, environment)
  }
}
declare const sessions: DurableObjectNamespace<AuthSession>
declare const mine: DurableObjectNamespace<Mine>
declare const others: DurableObjectNamespace<Other>
createDurableObjectStore(sessions)
createDurableObjectStore(mine)
createDurableObjectStore(sessions.jurisdiction('eu'), { locationHint: 'weur' })
// @ts-expect-error: its class is no session.
createDurableObjectStore(others)
`
const elsewhere = `
import { createDurableObjectStore, type SessionNamespace } from './declarations/index.js'

export const open = (namespace: SessionNamespace) => createDurableObjectStore(namespace)
`

test('The declarations compile with the types of Workers, and without any, also where libraries are checked.', async () => {
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true })
  const emit = ['--outDir', 'declarations', '--emitDeclarationOnly', '--customConditions', '@auth/source']
  expect(await compile('-p', `${own}tsconfig.build.json`, ...emit)).toBe('')
  const programs = [
    { name: 'on-workers', source: onWorkers, options: { types: ['@cloudflare/workers-types'] } },
    { name: 'elsewhere', source: elsewhere, options: { types: [], lib: ['es2024', 'dom', 'esnext.disposable'] } },
  ]
  for (const { name, source, options } of programs) {
    await writeFile(`${folder}${name}.ts`, source)
    const settings = { compilerOptions: { ...strict, ...options }, files: [`${name}.ts`] }
    await writeFile(`${folder}${name}.json`, JSON.stringify(settings))
    expect(await compile('-p', `${name}.json`)).toBe('')
  }
})
