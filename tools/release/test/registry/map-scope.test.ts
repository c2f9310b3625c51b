import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { repository } from '../../src/pack.ts'
import { publicDomains } from '../../src/registry/public-registries.ts'
import { mapScope } from '../../src/registry/scope.ts'
import { failureOf, run } from '../../src/run.ts'

const script = join(repository, 'tools/release/src/registry/map-scope.ts')
let home: string

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'auth-scope-'))
})
afterEach(() => rm(home, { recursive: true }))

const start = (env: NodeJS.ProcessEnv): Promise<string> =>
  run(process.execPath, [script], { cwd: home, env: { HOME: home, ...env } })

test('the scope is mapped beside what a user has already, and the token is named, not written down', async () => {
  await writeFile(join(home, '.npmrc'), 'fund=false\n')
  await start({ NPM_REGISTRY: 'https://packages.example.com/npm', NPM_TOKEN: 'a-secret' })

  expect(await readFile(join(home, '.npmrc'), 'utf8')).toBe(`fund=false
@auth:registry=https://packages.example.com/npm/
//packages.example.com/npm/:_authToken=$${'{NPM_TOKEN}'}
`)
})

test('without a token the registry is asked without one', () => {
  expect(mapScope('https://packages.example.com', false)).toBe('@auth:registry=https://packages.example.com/\n')
})

test.each([
  {},
  { NPM_REGISTRY: '' },
  { NPM_REGISTRY: 'packages' },
  { NPM_REGISTRY: `https://registry.${publicDomains[0]}` },
])('%o is refused, and nothing is written', async (env) => {
  expect(await failureOf(start(env))).toMatch(/Nothing was published\.\n {2}NPM_REGISTRY names /)
  await expect(readFile(join(home, '.npmrc'))).rejects.toThrow('ENOENT')
})
