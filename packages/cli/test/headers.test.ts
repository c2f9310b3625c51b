import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { createAccount } from './support/account.ts'
import { runCli } from './support/terminal.ts'

const execute = promisify(execFile)

test('The headers of each provider are printed as lines, or as JSON.', async () => {
  const { environment } = await createAccount()
  const names = {
    meshy: ['authorization'],
    elasticpath: ['authorization', 'ep-account-management-authentication-token'],
    gooru: ['authorization', 'token'],
    genlogs: ['access-token', 'x-api-key'],
  }
  for (const [provider, expected] of Object.entries(names)) {
    const { output } = await runCli(['headers', provider], environment)
    const lines = output.trimEnd().split('\n')
    expect(lines.map((line) => line.split(': ')[0])).toEqual(expected)
    const json = await runCli(['headers', provider, '--format', 'json'], environment)
    expect(Object.entries<string>(JSON.parse(json.output)).map(([name, value]) => `${name}: ${value}`)).toEqual(lines)
  }
})

test('A POSIX shell reads the format env, whatever the values hold.', async () => {
  const { environment } = await createAccount({ genlogs: { apiKey: "it's;$(x)`y`" } })
  const { output } = await runCli(['headers', 'genlogs', '--format', 'env'], {
    ...environment,
    GENLOGS_API_KEY: "it's;$(x)`y`",
  })
  const script = `${output}printf %s "$AUTH_HEADER_X_API_KEY"`
  expect((await execute('sh', ['-c', script])).stdout).toBe("it's;$(x)`y`")
})

test('A netrc file is for bearers alone, and names the host of the API.', async () => {
  const { environment } = await createAccount()
  const { output } = await runCli(['headers', 'meshy', '--format', 'netrc'], environment)
  expect(output).toMatch(/^machine 127\.0\.0\.1\nlogin oauth2\npassword ey\S+\n$/)
  const { code, errors } = await runCli(['headers', 'genlogs', '--format', 'netrc'], environment)
  expect([code, errors]).toEqual([2, expect.stringContaining('use --format curl')])
  const unknown = await runCli(['headers', 'genlogs', '--format', 'xml'], environment)
  expect([unknown.code, unknown.errors]).toEqual([2, expect.stringContaining('lines, curl, json, env, netrc')])
})
