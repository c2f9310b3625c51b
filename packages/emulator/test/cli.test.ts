import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { parseEnv } from 'node:util'
import { afterEach, expect, test } from 'vitest'
import { createEmulator, startEmulator } from '../src/index.ts'
import { curlCommands, requestOf } from './support/curl.ts'

const cli = fileURLToPath(new URL('../src/cli.ts', import.meta.url))
const children: ChildProcess[] = []

afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
})

function run(...args: string[]) {
  const child = spawn(process.execPath, [cli, ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
  children.push(child)
  return child
}

/** What it prints, once it has printed a part that fits. */
async function printed(child: ReturnType<typeof run>, part: RegExp): Promise<string> {
  let output = ''
  for await (const chunk of child.stdout.iterator({ destroyOnReturn: false })) {
    output += chunk
    if (part.test(output)) return output
  }
  throw new Error(`ended with: ${output}${await text(child.stderr)}`)
}

async function ended(child: ReturnType<typeof run>) {
  const exit = once(child, 'exit')
  const [output, errors, [code]] = await Promise.all([text(child.stdout), text(child.stderr), exit])
  return { code, output, errors }
}

test.each(['query', 'body'])('It prints a sign-in for each provider that works as it stands (%s).', async (genlogs) => {
  const child = run('--port', '0', '--profile', `gooru=nile,genlogs=${genlogs}`)
  const output = await printed(child, /curl .*\/genlogs\/.*\n/)
  const commands = curlCommands(output)
  expect(commands).toHaveLength(4)
  for (const command of commands) {
    const response = await fetch(requestOf(command))
    expect([command, response.status]).toEqual([command, 200])
    expect(await response.text()).toMatch(/"(access_)?token"/)
  }
  expect(output).toContain("publicKey: 'pk_demo'")
  expect(output).toContain("credentials: { username: 'ada', password: 'ada-password' }")
  expect(output.match(/await auth\.fetch\(/g)).toHaveLength(4)
})

test('It prints one line of JSON on demand, sets faults, and ends cleanly with Ctrl-C.', async () => {
  const child = run('--port', '0', '--json', '--faults', 'genlogs:resource:503:2')
  const output = await printed(child, /\n/)
  expect(output.trimEnd()).not.toContain('\n')
  const { origin, urls, credentials } = JSON.parse(output)
  expect(urls.genlogs.apiBaseUrl).toBe(`${origin}/genlogs`)
  expect(credentials.meshy.publicKey).toBe('pk_demo')
  const statuses = []
  for (let i = 0; i < 3; i++) statuses.push((await fetch(`${origin}/genlogs/me`)).status)
  expect(statuses).toEqual([503, 503, 401])
  const end = ended(child)
  child.kill('SIGINT')
  expect(await end).toEqual({ code: 0, output: '', errors: '' })
  await expect(fetch(origin)).rejects.toThrow('fetch failed')
})

test('It explains itself.', async () => {
  const { code, output } = await ended(run('--help'))
  expect(code).toBe(0)
  for (const option of [
    'port',
    'host',
    'expose-to-network',
    'profile',
    'faults',
    'seed',
    'json',
    'env',
    'version',
    'help',
  ]) {
    expect(output).toContain(`--${option}`)
  }
})

test('What it does not understand ends it with a sentence and no stack.', async () => {
  const { code, errors } = await ended(run('--profile', 'gooru=new'))
  expect(code).toBe(1)
  expect(errors).toContain('profile of gooru must be one of seed, v3, nile')
  expect(errors).not.toContain('    at ')
})

test('It serves the network only on purpose, and says when its port is taken.', async () => {
  const { errors } = await ended(run('--host', '0.0.0.0', '--port', '0'))
  expect(errors).toContain('not loopback')
  await using emulator = await startEmulator()
  const taken = await ended(run('--port', new URL(emulator.origin).port))
  expect([taken.code, taken.errors]).toEqual([1, expect.stringMatching(/EADDRINUSE.*\n.*--port 0 takes a free one/)])
})

test('With a seed, faults with a probability hit the same requests in every run.', async () => {
  const hits = async (): Promise<number[]> => {
    const child = run('--port', '0', '--json', '--seed', '7', '--faults', 'genlogs:*:503:50%')
    const { origin } = JSON.parse(await printed(child, /\n/))
    const statuses = []
    for (let i = 0; i < 20; i++) statuses.push((await fetch(`${origin}/genlogs/me`)).status)
    return statuses
  }
  const first = await hits()
  expect(new Set(first)).toEqual(new Set([401, 503]))
  expect(await hits()).toEqual(first)
})

test('An env file is printed in the names of the README, and read by Node as it was meant.', async () => {
  const child = run('--port', '0', '--env')
  const output = await printed(child, /GENLOGS_PASSWORD=.*\n/)
  const { elasticpath, gooru } = createEmulator().credentials
  const read = parseEnv(output)
  expect(read).toMatchObject({
    ...{ ELASTICPATH_CLIENT_ID: elasticpath.clientId, ELASTICPATH_PASSWORD: elasticpath.password },
    ...{ GOORU_CLIENT_KEY: gooru.clientKey, MESHY_ACCOUNT_NAME: 'demo' },
  })
  expect(await fetch(`${read['GENLOGS_API_BASE_URL']}/me`)).toMatchObject({ status: 401 })
  const readme = await readFile(new URL('../../../README.md', import.meta.url), 'utf8')
  const names = [...readme.matchAll(/^\| (?:MeshyDB|Elastic Path|Gooru|GenLogs) +\|.*$/gm)].flatMap(([row]) => [
    ...[...row.matchAll(/`([A-Z_]+)`/g)].map(([, name = '']) => name),
  ])
  const own = Object.keys(read).filter((name) => !name.endsWith('_BASE_URL'))
  expect(names.length).toBeGreaterThan(15)
  expect(own.filter((name) => !names.includes(name))).toEqual([])
})

test('The version is the package’s, and nothing is started for it.', async () => {
  const { version } = JSON.parse(await readFile(new URL('../package.json', import.meta.url), 'utf8'))
  expect(await ended(run('--version'))).toEqual({ code: 0, output: `${version}\n`, errors: '' })
})

test('A fault that this server cannot have ends it.', async () => {
  const { code, errors } = await ended(run('--port', '0', '--faults', 'gooru:revocation:500'))
  expect([code, errors]).toEqual([1, expect.stringContaining('gooru has no revocation here')])
})

test('Messages name flags, and only those there are.', async () => {
  const { output: help } = await ended(run('--help'))
  const messages = [
    await ended(run('--host', '0.0.0.0')),
    await ended(run('--profile', 'gooru=new')),
    await ended(run('--json', '--env')),
    await ended(run('--port', 'x')),
  ].map(({ errors }) => errors)
  expect(messages[0]).toContain('--host "0.0.0.0" is not loopback; give --expose-to-network to allow it')
  for (const message of messages) {
    expect(message).not.toMatch(/exposeToNetwork|hostname/)
    for (const [flag] of message.matchAll(/--[a-z-]+/g)) expect(help).toContain(flag)
  }
})
