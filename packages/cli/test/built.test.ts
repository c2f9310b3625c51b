import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { commands } from '../src/arguments/commands.ts'
import { createAccount, type Environment } from './support/account.ts'
import { runBuilt } from './support/processes.ts'

// A build moves modules, and loads each command from a file of its own.

test('As it is built, it knows its version, and prints help and man page.', async () => {
  const manifest = JSON.parse(await readFile(new URL('../package.json', import.meta.url), 'utf8'))
  expect(await runBuilt(['--version'], {})).toEqual({ code: 0, output: `${manifest.version}\n`, errors: '' })
  expect(await runBuilt(['--help'], {})).toMatchObject({
    code: 0,
    output: expect.stringContaining('auth-cli <command>'),
    errors: '',
  })
  const man = await runBuilt(['man'], {})
  expect(man).toMatchObject({ code: 0, output: expect.stringContaining(`@auth/cli ${manifest.version}`), errors: '' })
})

test('As it is built, every command that ends by itself does its work.', async () => {
  const { environment } = await createAccount()
  const calls: Readonly<Record<string, [string[], RegExp]>> = {
    'sign-in': [['genlogs'], /^Signed in to GenLogs/],
    token: [['genlogs'], /^ey\S+\n$/],
    headers: [['genlogs', '--format', 'curl'], /^header = "access-token: ey/],
    request: [['genlogs', '/me'], /"user_id":/],
    status: [['genlogs'], /^genlogs +default +fresh/],
    doctor: [['genlogs'], /^fine +sign-in +the stored session has a token/m],
    'sign-out': [['genlogs'], /^Signed out of GenLogs/],
    completion: [['bash'], /^complete .*auth-cli$/m],
    man: [[], /^\.TH AUTH/],
  }
  expect(Object.keys(calls).toSorted()).toEqual(
    commands
      .map(({ name }) => name)
      .filter((name) => name !== 'proxy')
      .toSorted(),
  )
  for (const [command, [args, wanted]] of Object.entries(calls)) {
    const { code, output, errors } = await runBuilt([command, ...args], environment)
    expect([command, code, errors]).toEqual([command, 0, ''])
    expect(output).toMatch(wanted)
  }
})

test.each<[string, string[], (environment: Environment) => Environment, number, string]>([
  ['wrong options', ['token', 'genlogs', '--nonsense'], (own) => own, 2, 'usage'],
  ['a refusal', ['token', 'genlogs'], (own) => ({ ...own, GENLOGS_PASSWORD: 'not-it' }), 3, 'invalid_credentials'],
  ['a store that fails', ['token', 'genlogs'], (own) => ({ ...own, AUTH_STATE_DIR: '/dev/null' }), 2, 'usage'],
])('As it is built, it says what went wrong after %s, and ends.', async (_, args, change, code, name) => {
  const { environment } = await createAccount()
  const outcome = await runBuilt(args, change(environment))
  expect([outcome.code, outcome.output]).toEqual([code, ''])
  expect(outcome.errors).toMatch(new RegExp(`^auth-cli: ${name}: [^\\n]+ \\(https://\\S+\\.md\\)\\n$`))
})
