import { chmod, mkdir } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { createServer } from 'node:tls'
import { expect, onTestFinished, test } from 'vitest'
import { checkClock } from '../src/doctor/clock.ts'
import { checkTls } from '../src/doctor/tls.ts'
import { createAccount } from './support/account.ts'
import { startApi } from './support/proxied.ts'
import { runCli } from './support/terminal.ts'

interface Found {
  readonly subject: string
  readonly verdict: string
  readonly text: string
}

async function examine(
  environment: Readonly<Record<string, string | undefined>>,
  provider = 'genlogs',
): Promise<{ code: number; of: (subject: string) => Found | undefined; output: string }> {
  const { code, output } = await runCli(['doctor', provider, '--json'], environment)
  const findings: Found[] = JSON.parse(output)
  return { code, output, of: (subject) => findings.find((finding) => finding.subject === subject) }
}

test('Where all is well it says so of each thing, in words.', async () => {
  const { environment } = await createAccount()
  const { code, output } = await runCli(['doctor', 'meshy'], environment)
  expect(code).toBe(0)
  for (const subject of ['HTTP proxy', 'session store', 'settings', 'DNS', 'TLS', 'clock', 'sign-in', 'encryption']) {
    expect(output).toMatch(new RegExp(`^(fine|skipped) +${subject} +\\S`, 'm'))
  }
  expect(output).toContain('MeshyDB accepted username and password')
  expect((await runCli(['doctor', 'meshy'], environment)).output).toContain('the stored session has a token')
})

test('What is missing, and what the provider refuses, is wrong.', async () => {
  const { environment } = await createAccount()
  const { GENLOGS_API_KEY: _, ...withoutKey } = environment
  const missing = await examine(withoutKey)
  expect([missing.code, missing.of('settings')?.text]).toEqual([
    1,
    expect.stringContaining('GENLOGS_API_KEY is not set'),
  ])
  const refused = await examine({ ...environment, GENLOGS_PASSWORD: 'not-the-password' })
  expect([refused.code, refused.of('sign-in')?.text]).toEqual([1, expect.stringContaining('invalid_credentials: ')])
  expect(refused.output).not.toContain('not-the-password')
})

test('A name that cannot be looked up is said to be so.', async () => {
  const { environment } = await createAccount()
  const { of } = await examine({ ...environment, GENLOGS_API_BASE_URL: 'https://nowhere.invalid' })
  expect(of('TLS')?.verdict).toBe('skipped')
  const { output } = await runCli(['doctor', 'genlogs'], {
    ...environment,
    GENLOGS_API_BASE_URL: 'https://nowhere.invalid',
  })
  expect(output).toMatch(/^wrong +DNS +nowhere\.invalid cannot be looked up: /m)
})

test.each([
  ['2 hours ahead', 7_200_000, 'wrong', 'is 7200 seconds ahead of'],
  ['10 seconds behind', -10_000, 'odd', 'is 10 seconds behind'],
  ['right', 0, 'fine', 'agrees with'],
])('A clock that is %s is compared with the server.', async (_, skewMs, verdict, text) => {
  const { origin } = await startApi((_incoming, outgoing) => {
    outgoing.setHeader('date', new Date(Date.UTC(2030, 0, 1)).toUTCString())
    outgoing.end()
  })
  const finding = await checkClock(new URL(origin), () => Date.UTC(2030, 0, 1) + skewMs)
  expect(finding).toMatchObject({ verdict, text: expect.stringContaining(text) })
})

test('A server without TLS where there should be some, and one that is not there, are wrong.', async () => {
  const server = createServer({}, (socket) => socket.destroy())
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  const { port } = server.address() as AddressInfo // it listens on a port
  expect((await checkTls(new URL(`https://127.0.0.1:${port}`), {})).verdict).toBe('wrong')
  expect(await checkTls(new URL('https://127.0.0.1:9'), {})).toMatchObject({
    verdict: 'wrong',
    text: expect.stringContaining('nothing listens there (ECONNREFUSED)'),
  })
})

test('Behind an HTTP proxy, names and certificates are looked at through it.', async () => {
  const asked: unknown[] = []
  const { origin, server } = await startApi((_, outgoing) => outgoing.end())
  server.on('connect', ({ url }, socket) => {
    asked.push(url)
    socket.on('error', () => {})
    socket.end('HTTP/1.1 403 Forbidden\r\n\r\n')
  })
  const { environment } = await createAccount()
  const proxied = { HTTPS_PROXY: origin, NO_PROXY: '127.0.0.1' }
  const { of } = await examine({ ...environment, ...proxied, GENLOGS_AUTH_BASE_URL: 'https://nowhere.invalid' })
  expect(of('DNS')).toMatchObject({ verdict: 'odd', text: expect.stringContaining('the HTTP proxy may know it') })
  expect(of('TLS')).toMatchObject({ verdict: 'wrong', text: expect.stringContaining('the HTTP proxy') })
  expect(asked).toEqual(['nowhere.invalid:443'])
})

test('Sessions that others can open are wrong.', async () => {
  const { environment } = await createAccount()
  const sessions = join(environment['AUTH_STATE_DIR'] ?? '', 'sessions')
  await mkdir(sessions, { recursive: true, mode: 0o700 })
  await chmod(sessions, 0o755)
  const { code, of } = await examine(environment)
  expect([code, of('session store')?.text]).toEqual([1, expect.stringContaining('other users can open it (mode 755)')])
})

test.each([
  [{ HTTPS_PROXY: 'http://user:a-proxy-secret@127.0.0.1:9' }, 'fine', 'HTTPS_PROXY'],
  [{ https_proxy: 'proxy.example.com:8080' }, 'wrong', 'must be a URL'],
  [{ HTTP_PROXY: 'http://127.0.0.1:9', NODE_USE_ENV_PROXY: '0' }, 'odd', 'not used'],
  [{}, 'fine', 'names none'],
])(
  'The proxies of the environment are named, and their addresses are not shown: %j.',
  async (variables, verdict, text) => {
    const { environment } = await createAccount()
    const { of, output } = await examine({ ...environment, ...variables })
    expect(of('HTTP proxy')).toMatchObject({ verdict, text: expect.stringContaining(text) })
    expect(output).not.toContain('a-proxy-secret')
  },
)
