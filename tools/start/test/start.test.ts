import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { describe, expect, test } from 'vitest'
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
