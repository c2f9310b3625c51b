import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { commands } from '../src/arguments/commands.ts'
import { exitCodes, exitCodeTexts } from '../src/failures/exit-codes.ts'
import { providers } from '../src/providers/index.ts'
import { run } from '../src/run.ts'
import { createTerminal, runCli } from './support/terminal.ts'

const execute = promisify(execFile)

test('The help and the man page name every command, option, variable and exit code.', async () => {
  const help = (await runCli(['--help'], {})).output.replace(/\s+/g, ' ')
  const man = (await runCli(['man'], {})).output.replaceAll('\\-', '-').replace(/\\f[BR]/g, '')
  for (const text of [help, man]) {
    for (const { name, options } of commands) {
      expect(text).toContain(name)
      for (const option of options) expect(text).toContain(`--${option.name}`)
    }
    for (const { fields } of providers) for (const { variable } of fields) expect(text).toContain(variable)
    for (const [code] of exitCodeTexts) expect(text).toMatch(new RegExp(`\\b${code}\\b`))
  }
  expect(exitCodeTexts.map(([code]) => Number(code)).sort()).toEqual(Object.values(exitCodes).map(Number).sort())
})

test('The help of a command shows its options, and those for a provider beside them.', async () => {
  const { code, output } = await runCli(['token', 'genlogs', '--help'], {})
  expect(code).toBe(0)
  for (const text of ['auth-cli token genlogs [options]', '--min-validity', '--api-key-env', 'GENLOGS_PASSWORD_FILE']) {
    expect(output).toContain(text)
  }
  expect(output).not.toContain('--port')
  for (const line of output.split('\n')) expect(line.length).toBeLessThanOrEqual(100)
})

test.each([
  [['help'], ['--help']],
  [
    ['help', 'proxy'],
    ['proxy', '--help'],
  ],
  [
    ['help', 'token', 'meshy'],
    ['token', 'meshy', '--help'],
  ],
])('%j is %j, for those who type it so.', async (typed, meant) => {
  expect(await runCli(typed, {})).toEqual(await runCli(meant, {}))
})

test('Colours are for terminals, and NO_COLOR takes them away.', async () => {
  const helpWith = async (environment: Record<string, string>, isTTY: boolean): Promise<string> => {
    const terminal = createTerminal(environment, isTTY)
    await run(['--help'], terminal)
    return terminal.printed.output
  }
  const escapeCode = String.fromCharCode(27)
  expect(await helpWith({}, true)).toContain(escapeCode)
  expect(await helpWith({ NO_COLOR: '1' }, true)).not.toContain(escapeCode)
  expect(await helpWith({ TERM: 'dumb' }, true)).not.toContain(escapeCode)
  expect(await helpWith({}, false)).not.toContain(escapeCode)
})

test('Bash completes commands, providers and options.', async () => {
  const { output } = await runCli(['completion', 'bash'], {})
  const complete = async (...words: string[]): Promise<string[]> => {
    const list = words.map((word) => `'${word}'`).join(' ')
    const script = `${output}\nCOMP_WORDS=(auth-cli ${list})\nCOMP_CWORD=${words.length}\n_auth_cli\necho "\${COMPREPLY[@]}"`
    return (await execute('bash', ['-c', script])).stdout.trim().split(' ')
  }
  expect(await complete('sig')).toEqual(['sign-in', 'sign-out'])
  expect(await complete('token', 'g')).toEqual(['gooru', 'genlogs'])
  expect(await complete('completion', '')).toEqual(['bash', 'zsh', 'fish'])
  expect(await complete('proxy', 'genlogs', '--allow')).toEqual(['--allow-host', '--allow-origin'])
  expect(await complete('token', 'meshy', '--pass')).toEqual(['--password-env', '--password-file'])
})

test.each(['zsh', 'fish'])('%s can read its completions.', async (shell) => {
  const { output } = await runCli(['completion', shell], {})
  expect(output).toContain('sign-in')
  const found = await execute(shell, ['--version']).then(
    () => true,
    () => false,
  )
  if (found) await execute(shell, ['-n', '-c', output])
})

test('The man page has no line that its formatter would take for an unknown command.', async () => {
  const { output } = await runCli(['man'], {})
  const requests = output.split('\n').filter((line) => /^[.']/.test(line))
  expect(requests.filter((line) => !/^\.(TH|SH|PP|TP)\b/.test(line))).toEqual([])
})
