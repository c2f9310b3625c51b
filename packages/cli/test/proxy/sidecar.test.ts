import { execFile } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { createAccount } from '../support/account.ts'
import { startProxy } from '../support/proxied.ts'

interface Compose {
  readonly services: {
    readonly auth: {
      readonly command: string
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

test('The sidecar of the guide serves with what its environment has, and its health check sees so.', async () => {
  const { environment: own, emulator, folder } = await createAccount()
  const { command, environment, secrets, healthcheck } = compose.services.auth
  const [, , name, verb, provider, ...args] = command.split(' ')
  expect([name, verb, provider, args]).toEqual(['@auth/cli', 'proxy', 'elasticpath', ['--port', '9000']])
  expect(secrets).toEqual(Object.keys(compose.secrets))
  const password = join(folder, 'password')
  await writeFile(password, `${emulator.credentials.elasticpath.password}\n`)
  expect(environment['ELASTICPATH_PASSWORD_FILE']).toBe(`/run/secrets/${secrets[0]}`)
  const variables = Object.keys(environment).map((variable) => [
    variable,
    variable === 'ELASTICPATH_PASSWORD_FILE' ? password : (own[variable] ?? ''),
  ])
  const places = Object.entries(own).filter(([variable]) => /^ELASTICPATH_.*_BASE_URL$|^AUTH_/.test(variable))
  const { origin } = await startProxy(['elasticpath'], Object.fromEntries([...variables, ...places]))
  expect((await fetch(`${origin}/v2/accounts`)).status).toBe(200)
  const [kind, program, flag, script = ''] = healthcheck.test
  expect([kind, program, flag]).toEqual(['CMD', 'node', '-e'])
  // A status other than 0 would be thrown.
  await promisify(execFile)(process.execPath, ['-e', script.replace('http://127.0.0.1:9000', origin)])
  expect(compose.services.app.network_mode).toBe('service:auth')
})
