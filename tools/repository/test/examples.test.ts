import { basename, dirname } from 'node:path'
import { describe, expect, test } from 'vitest'
import { exists, find, read } from './support/repository.ts'

interface Manifest {
  readonly private: boolean
  readonly scripts: Readonly<Record<string, string>>
  readonly dependencies: Readonly<Record<string, string>>
  readonly devDependencies: Readonly<Record<string, string>>
}

const examples = find('examples/*/package.json').map((path) => dirname(path))

test('there is an example for each place that people start from', () => {
  const names = examples.map((folder) => basename(folder)).sort()
  expect(names).toEqual(['fastify', 'hono-workers', 'nest', 'nextjs', 'node-script', 'vite-spa'])
})

describe.each(examples)('%s', (folder) => {
  const manifest: Manifest = JSON.parse(read(`${folder}/package.json`))

  test('is built and driven by a test of its own', () => {
    expect(manifest.scripts).toMatchObject({ build: expect.any(String), demo: expect.stringContaining('emulated.mjs') })
    expect(exists(`tools/examples/test/${basename(folder)}.test.ts`)).toBe(true)
  })

  test('has a README of one screen, with the command that starts it', () => {
    const readme = read(`${folder}/README.md`)
    expect(readme).toContain('npm install\nnpm run demo\n')
    expect(readme.split('\n').length).toBeLessThan(45)
  })

  // The public registry has another `@auth/core`, of versions below 1.
  test('takes the newest of these packages from their registry, and exact versions of all others', () => {
    const versions = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies })
    const inexact = versions.filter(([name, version]) =>
      name.startsWith('@auth/') ? version !== '>=1' : !/^\d+\.\d+\.\d+$/.test(version),
    )
    expect(inexact).toEqual([])
    expect(read(`${folder}/.npmrc`)).toBe('@auth:registry=https://packages.example.com/\n')
    expect(manifest.private).toBe(true)
    expect(find(`${folder}/{package-lock.json,pnpm-lock.yaml,yarn.lock,bun.lock}`)).toEqual([])
  })
})

const withoutMarks = (path: string): string => read(path).replace(/^ *\/\/ #(?:end)?region\n/gm, '')
const origins: Readonly<Record<string, string>> = {
  'emulated.mjs': 'examples/node-script/emulated.mjs',
  'settings.ts': 'examples/node-script/settings.ts',
  'describe-failure.ts': 'tools/docs/src/guides/describe-failure.ts',
  'session-pool.ts': 'tools/recipes/src/session-pool.ts',
}

test.each(Object.entries(origins))('every example has the same %s', (name, origin) => {
  const copies = find(`examples/**/${name}`).filter((path) => !path.includes('node_modules'))
  expect(copies.length).toBeGreaterThan(1)
  for (const copy of copies) expect(read(copy), copy).toBe(withoutMarks(origin))
})
