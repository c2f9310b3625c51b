import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { nameProvider } from '../src/names.ts'
import { nextSteps } from '../src/next-steps.ts'
import { repository } from './support/repository-copy.ts'

const steps = nextSteps(nameProvider('acme', 'Acme Cloud'))

test('what is left to do names the new package, and files that are there', () => {
  const paths = [...steps.matchAll(/(?:tools|packages)\/[\w./-]*\w/g)].map(([path]) => path)
  const others = paths.filter((path) => !path.includes('acme'))
  expect(steps).toContain('createAcmeCloudAuth')
  expect(others.length).toBeGreaterThan(4)
  expect(others.filter((path) => !existsSync(join(repository, path)))).toEqual([])
})

test('what is left to do names commands that there are', async () => {
  const { scripts } = JSON.parse(await readFile(join(repository, 'package.json'), 'utf8'))
  const commands = [...steps.matchAll(/`pnpm ([\w:]+)/g)].map(([, command]) => command)
  expect(commands.filter((command) => command !== 'install' && !(`${command}` in scripts))).toEqual([])
})
