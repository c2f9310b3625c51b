import { access, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createEnvironment } from '../../src/rehearse/environment.ts'
import { run } from '../../src/run.ts'

let home: string

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'auth-home-'))
})
afterEach(async () => {
  vi.unstubAllEnvs()
  await rm(home, { recursive: true })
})

test('nothing of the user’s own settings and secrets reaches what is run', async () => {
  vi.stubEnv('NPM_TOKEN', 'a-secret')
  vi.stubEnv('npm_config_registry', 'https://packages.example.com/')
  const { variables, useNpmrc } = await createEnvironment(home)
  await useNpmrc('registry=http://127.0.0.1:1/\n')

  expect(JSON.stringify(variables)).not.toMatch(/a-secret|packages\.example\.com/)
  const registry = await run('npm', ['config', 'get', 'registry'], { cwd: home, env: variables })
  expect(registry.trim()).toBe('http://127.0.0.1:1/')
})

test('all tools are there, and keep what they keep in the home that was made', async () => {
  const { variables } = await createEnvironment(home)

  for (const tool of ['npm', 'pnpm', 'bun']) {
    expect(await run(tool, ['--version'], { cwd: home, env: variables })).toMatch(/^\d+\.\d+/)
  }
  const cache = await run('npm', ['config', 'get', 'cache'], { cwd: home, env: variables })
  expect(cache.trim().startsWith(home)).toBe(true)
  await access(join(home, 'bin/bun'))
})
