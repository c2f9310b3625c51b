import { globSync } from 'node:fs'
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { repository } from '../../src/pack.ts'
import { allowance, publicDomains } from '../../src/registry/public-registries.ts'
import { createEnvironment, type Environment } from '../../src/rehearse/environment.ts'
import { failureOf, run } from '../../src/run.ts'

const guard = join(repository, 'tools/release/src/registry/guard.ts')
const open = `registry=https://registry.${publicDomains[0]}/\n`
const own = '@auth:registry=https://packages.example.com/\n'
let home: string
let environment: Environment

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'auth-guard-'))
  environment = await createEnvironment(home)
})
afterAll(() => rm(home, { recursive: true }))

async function guardWith(npmrc: string, extra: NodeJS.ProcessEnv = {}): Promise<string | undefined> {
  await environment.useNpmrc(npmrc)
  return failureOf(run(process.execPath, [guard], { cwd: home, env: { ...environment.variables, ...extra } }))
}

test('with no settings at all nothing may be published, since that would be the public registry', async () => {
  expect(await guardWith('')).toMatch(
    /Nothing was published\.\n.*the configuration of npm names [\w.]+, a public registry/,
  )
})

test('a registry of one’s own may be published to, mapped for the scope or for everything', async () => {
  expect(await guardWith(`${open}${own}`)).toBeUndefined()
  expect(await guardWith('registry=https://packages.example.com/\n')).toBeUndefined()
})

test('a public registry for the scope is refused, also beside an own one for all else', async () => {
  expect(await guardWith(`registry=https://packages.example.com/\n@auth:${open}`)).toMatch(/a public registry/)
})

test('whoever owns the scope can say so', async () => {
  expect(await guardWith(open, { [allowance]: 'yes' })).toBeUndefined()
  expect(await guardWith(open, { [allowance]: 'true' })).toMatch(/a public registry/)
})

test.each(['npm', 'pnpm'])('`%s publish` in the folder of a package asks the guard first', async (tool) => {
  const folder = await mkdtemp(join(home, 'package-'))
  await cp(join(repository, 'packages/core/package.json'), join(folder, 'package.json'))
  const manifest = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'))
  const script: string = manifest.scripts.prepublishOnly
  expect(script).toMatch(/^node \.\.\/\.\.\/tools\/release\/src\/registry\/guard\.ts$/)
  manifest.scripts = { prepublishOnly: script.replace('../../tools/release/src/registry/guard.ts', guard) }
  manifest.dependencies = {}
  manifest.devDependencies = {}
  await writeFile(join(folder, 'package.json'), JSON.stringify(manifest))
  await environment.useNpmrc(open)

  const args = ['publish', '--dry-run', ...(tool === 'pnpm' ? ['--no-git-checks'] : [])]
  expect(await failureOf(run(tool, args, { cwd: folder, env: environment.variables }))).toMatch(/Nothing was published/)
})

test('every published package asks the guard, and is restricted', async () => {
  const manifests = globSync('packages/*/package.json', { cwd: repository })
  expect(manifests.length).toBeGreaterThanOrEqual(6)
  for (const path of manifests) {
    const { name, scripts, publishConfig } = JSON.parse(await readFile(join(repository, path), 'utf8'))
    expect({ name, guard: scripts.prepublishOnly, access: publishConfig?.access }).toEqual({
      name,
      guard: 'node ../../tools/release/src/registry/guard.ts',
      access: 'restricted',
    })
  }
})
