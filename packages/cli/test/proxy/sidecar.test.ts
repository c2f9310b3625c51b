import { execFile } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { createAccount } from '../support/account.ts'
import { endOf, originOfProxy, shellCommand, startShell } from '../support/processes.ts'

interface Compose {
  readonly services: {
    readonly auth: {
      readonly command: readonly string[]
      readonly environment: Readonly<Record<string, string>>
      readonly secrets: readonly string[]
      readonly healthcheck: { readonly test: readonly string[] }
    }
    readonly app: { readonly network_mode: string }
  }
  readonly secrets: Readonly<Record<string, object>>
}

const page = await readFile(new URL('../../../../docs/guides/cli.md', import.meta.url), 'utf8')
const compose: Compose = parse(/```yaml\n([\s\S]*?)```/.exec(page)?.[1] ?? '')

test('The sidecar of the guide serves with what its environment has, its health check sees so, and it ends cleanly.', async () => {
  const { environment: account, emulator, folder } = await createAccount()
  const { command, environment, secrets, healthcheck } = compose.services.auth
  const [shell, option, script = ''] = command
  expect([shell, option]).toEqual(['sh', '-c'])
  expect(secrets).toEqual(Object.keys(compose.secrets))
  const password = join(folder, 'password')
  await writeFile(password, `${emulator.credentials.elasticpath.password}\n`)
  expect(environment['ELASTICPATH_PASSWORD_FILE']).toBe(`/run/secrets/${secrets[0]}`)
  const variables = Object.keys(environment).map((variable) => [
    variable,
    variable === 'ELASTICPATH_PASSWORD_FILE' ? password : (account[variable] ?? ''),
  ])
  expect(environment['NPM_CONFIG_USERCONFIG']).toBe(`/run/secrets/${secrets[1]}`)
  const places = Object.entries(account).filter(([variable]) => /^ELASTICPATH_.*_BASE_URL$|^AUTH_/.test(variable))
  // What is installed there is the command of this package.
  const own = script
    .replace('npm install --prefix ~/auth @auth/cli', 'true')
    .replace('~/auth/node_modules/.bin/auth-cli', shellCommand)
    .replace('--port 9000', '--port 0 --json')
  const child = startShell(own, Object.fromEntries([...variables, ...places]))
  const origin = await originOfProxy(child)
  expect((await fetch(`${origin}/v2/accounts`)).status).toBe(200)
  const [kind, program, flag, check = ''] = healthcheck.test
  expect([kind, program, flag]).toEqual(['CMD', 'node', '-e'])
  // A status other than 0 would be thrown.
  await promisify(execFile)(process.execPath, ['-e', check.replace('http://127.0.0.1:9000', origin)])
  expect(compose.services.app.network_mode).toBe('service:auth')
  const ended = endOf(child)
  child.kill('SIGTERM')
  expect(await ended).toEqual([0, null])
})
