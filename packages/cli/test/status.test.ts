import { mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createAccount, type Environment } from './support/account.ts'
import { runCli } from './support/terminal.ts'

const key = (byte: number): Environment => ({ AUTH_STORE_KEY: Buffer.alloc(32, byte).toString('hex') })

async function recordsIn(environment: Environment): Promise<string[]> {
  const sessions = join(environment['AUTH_STATE_DIR'] ?? '', 'sessions')
  const entries = await readdir(sessions, { recursive: true, withFileTypes: true })
  const records = entries.filter((entry) => entry.isFile() && /^\d+$/.test(entry.name))
  return records.map(({ parentPath, name }) => join(parentPath, name))
}

test.each<[string, Environment, (path: string) => Promise<void>, RegExp]>([
  [
    'was encrypted with another key',
    key(8),
    async () => {},
    /none of the `keys` decrypts it.*`auth-cli sign-in genlogs`/,
  ],
  ['is damaged', key(7), (path) => writeFile(path, 'cut off'), /cannot be read/],
  ['cannot be opened', key(7), (path) => rm(path).then(() => mkdir(path)), /file store in .* failed/],
])('Status says what %s, beside what can be read, and ends with code 6.', async (_, other, spoil, remark) => {
  const { environment, emulator } = await createAccount()
  await runCli(['sign-in', 'genlogs'], { ...environment, ...key(7) })
  for (const path of await recordsIn(environment)) await spoil(path)
  await runCli(['sign-in', 'meshy'], { ...environment, ...other })
  const before = await recordsIn(environment)
  emulator.reset()
  const { code, output } = await runCli(['status', '--json'], { ...environment, ...other })
  const found: { provider: string; status: string; remark?: string }[] = JSON.parse(output)
  expect([code, ...found.map(({ provider, status }) => `${provider} ${status}`)]).toEqual([
    ...[6, 'meshy fresh', 'elasticpath empty', 'gooru empty', 'genlogs unreadable'],
  ])
  expect(found[3]?.remark).toMatch(remark)
  const text = await runCli(['status', 'genlogs'], { ...environment, ...other })
  expect([text.code, text.output]).toEqual([
    6,
    expect.stringMatching(/^genlogs +default +unreadable @auth\/genlogs: [^\n]+\n$/),
  ])
  expect([emulator.requests, await recordsIn(environment)]).toEqual([[], before])
})

test('Status tells what is not there yet from what is wrong, and ends with code 2 for that.', async () => {
  const { environment } = await createAccount()
  const { GENLOGS_API_KEY: _, ...incomplete } = environment
  const missing = await runCli(['status', 'genlogs'], incomplete)
  expect([missing.code, missing.output]).toEqual([
    0,
    expect.stringMatching(/^genlogs .* not-configured GENLOGS_API_KEY /),
  ])

  const listed = async (wrong: Environment): Promise<unknown[]> => {
    const { code, output } = await runCli(['status', '--json'], { ...environment, ...wrong })
    const found: { status: string; remark?: string }[] = JSON.parse(output)
    return [code, ...found.flatMap(({ status, remark }) => (status === 'misconfigured' ? remark : []))]
  }
  const wrongKey = expect.stringMatching(/^the store key must be 32 bytes/)
  expect(await listed({ AUTH_STORE_KEY: 'too short' })).toEqual([2, wrongKey, wrongKey, wrongKey, wrongKey])
  expect(await listed({ MESHY_ACCOUNT_NAME: '..', GENLOGS_AUTH_BASE_URL: 'http://api.example.com' })).toEqual([
    2,
    expect.stringMatching(/^MESHY_ACCOUNT_NAME must be the name of an account/),
    expect.stringMatching(/^@auth\/genlogs: `authBaseUrl` must start with https:\/\/, except on loopback$/),
  ])

  const nobody = await runCli(['status', 'meshy', '--emulator-url', 'http://127.0.0.1:9'], environment)
  expect([nobody.code, nobody.output]).toEqual([
    2,
    expect.stringMatching(/ misconfigured --emulator-url: no emulator /),
  ])
})
