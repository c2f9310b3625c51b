import { expect, test } from 'vitest'
import { createJestProject } from '../support/jest-project.ts'

const passed = /^Tests: +2 passed, 2 total$/m

test('Jest runs the packages as they are, with modules of the platform', async () => {
  await using project = await createJestProject({ type: 'module', jest: { transform: {} } })
  expect(await project.run('--experimental-vm-modules')).toMatch(passed)
}, 120_000)

test('Jest runs the packages without a flag if Babel transforms them and ky', async () => {
  await using project = await createJestProject({}, ['jest.config.cjs', 'babel.config.cjs'])
  expect(await project.run()).toMatch(passed)
}, 120_000)

test('Jest says which way to go when it transforms only the own files', async () => {
  await using project = await createJestProject({}, ['babel.config.cjs'])
  expect(await project.run()).toMatch(/Must use import to load ES Module: .*@auth\/core\/dist\/index\.js/)
}, 120_000)
