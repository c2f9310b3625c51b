import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { startEmulator } from '@auth/emulator'
import { describe, expect, test } from 'vitest'
import { environmentOf } from '../../../packages/emulator/src/environment.ts'
import { chooseProviders } from '../src/choose.ts'

const main = fileURLToPath(new URL('../src/main.ts', import.meta.url))

async function start(names: string[], environment: Record<string, string> = {}) {
  const parameters = ['--conditions=@auth/source', main, ...names]
  const run = promisify(execFile)(process.execPath, parameters, { env: { PATH: process.env['PATH'], ...environment } })
  return run.then(
    ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
    ({ code, stdout, stderr }: { code: number; stdout: string; stderr: string }) => ({ code, stdout, stderr }),
  )
}

describe('start', () => {
  test('signs in to all four providers and prints a row for each', async () => {
    const { code, stdout } = await start([])
    expect(code).toBe(0)
    const rows = stdout.split('\n').filter((line) => /invalid_credentials$/.test(line) && line.includes('characters'))
    expect(rows.map((row) => row.split(/ {2,}/)[0])).toEqual(['MeshyDB', 'Elastic Path', 'Gooru', 'GenLogs'])
  })

  test('runs one provider when it is named', async () => {
    const { code, stdout } = await start(['gooru'])
    expect(code).toBe(0)
    expect(stdout).toContain('Gooru (emulator)')
    expect(stdout).not.toContain('MeshyDB')
  })

  test('names the providers there are when it is given another', async () => {
    expect(await start(['nobody'])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('meshy, elasticpath, gooru, genlogs'),
    })
  })

  test('runs where base URLs say, on the variables that the emulator prints', async () => {
    await using emulator = await startEmulator()
    const environment = Object.assign({}, ...Object.values(environmentOf(emulator)))
    const { code, stdout, stderr } = await start([], environment)
    expect([code, stderr]).toEqual([0, ''])
    const { host } = new URL(emulator.origin)
    for (const title of ['MeshyDB', 'Elastic Path', 'Gooru', 'GenLogs']) expect(stdout).toContain(`${title} (${host})`)
    const refused = emulator.requests.filter(({ status }) => Number(status) >= 400)
    expect(new Set(refused.map(({ provider }) => provider)).size).toBe(4)
  })

  test('names the variables that are missing when only some of a provider are set', async () => {
    const { code, stderr } = await start([], { MESHY_USERNAME: 'ada' })
    expect(code).toBe(1)
    expect(stderr).toContain('set MESHY_ACCOUNT_NAME, MESHY_PUBLIC_KEY, MESHY_PASSWORD too')
  })

  test('fails with the reason when a provider cannot be signed in to', async () => {
    const live = {
      GOORU_HOST: 'gooru.invalid',
      GOORU_CLIENT_ID: 'id',
      GOORU_CLIENT_KEY: 'key',
      GOORU_USERNAME: 'ada',
      GOORU_PASSWORD: 'secret-password',
    }
    const { code, stdout, stderr } = await start(['gooru'], live)
    expect(code).toBe(1)
    expect(stdout).toContain('Gooru (live)')
    expect(stderr).toMatch(/failed: @auth\/gooru: .*could not be reached/)
    expect(stdout + stderr).not.toContain('secret-password')
  })
})

test('a base URL alone is not enough, and takes the place of a host', () => {
  const at = { GOORU_AUTH_BASE_URL: 'https://gooru.example/api/nucleus-auth/v1' }
  expect(() => chooseProviders(['gooru'], at)).toThrow(
    'Gooru: to run against the real host, set GOORU_CLIENT_ID, GOORU_CLIENT_KEY, GOORU_USERNAME, GOORU_PASSWORD too; to run on the emulator, unset GOORU_AUTH_BASE_URL.',
  )
  const rest = { GOORU_CLIENT_ID: 'id', GOORU_CLIENT_KEY: 'key', GOORU_USERNAME: 'ada', GOORU_PASSWORD: 'x' }
  expect(chooseProviders(['gooru'], { ...at, ...rest })).toMatchObject([{ live: { ...at, ...rest } }])
})

test('a provider runs live when all of its variables are set, with those that are optional', () => {
  const environment = {
    GENLOGS_API_KEY: 'key',
    GENLOGS_EMAIL: 'a@b.c',
    GENLOGS_PASSWORD: 'x',
    GENLOGS_RESOURCE: '/alerts',
    MESHY_TENANT: 'eu',
  }
  const choices = chooseProviders(['genlogs', 'meshy'], environment)
  expect(choices.map(({ name, live }) => [name, live])).toEqual([
    ['meshy', undefined],
    ['genlogs', { GENLOGS_API_KEY: 'key', GENLOGS_EMAIL: 'a@b.c', GENLOGS_PASSWORD: 'x', GENLOGS_RESOURCE: '/alerts' }],
  ])
})
