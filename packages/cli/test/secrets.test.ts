import { inspect } from 'node:util'
import { expectNoSecrets } from '@auth-tools/testing'
import { expect, test } from 'vitest'
import { readArguments } from '../src/arguments/read-arguments.ts'
import { describeFailure } from '../src/failures/describe-failure.ts'
import { createAccount } from './support/account.ts'
import { proxyTo } from './support/proxied.ts'
import { runCli } from './support/terminal.ts'

const password = 'p4ss w/ord+ü"&=%'
const email = 'ada+secret@example.org'
const apiKey = 'a-secret-api-key-71c4'
const secrets = [password, email, apiKey]

/** What servers answer that quote what they were sent, in every form that they may give it. */
function echoes(quoted: readonly string[]): ((request: Request) => Promise<Response>)[] {
  const forms: ((text: string) => string)[] = [
    (text) => text,
    encodeURIComponent,
    (text) => Buffer.from(text).toString('base64'),
    (text) => JSON.stringify(text),
    (text) => `<html><body>${text}</body></html>`,
  ]
  return [400, 401, 403, 404, 418, 422, 429, 500, 503].flatMap((status) =>
    forms.map((form) => async (request: Request) => {
      const all = [...quoted, request.url, await request.text(), inspect(Object.fromEntries(request.headers))]
      return new Response(JSON.stringify({ message: all.map(form).join(' ') }), { status })
    }),
  )
}

test('Whatever a sign-in is answered, no command shows a secret, not even to those who want to know all.', async () => {
  const { environment, emulator } = await createAccount()
  const own = { ...environment, GENLOGS_PASSWORD: password, GENLOGS_EMAIL: email, GENLOGS_API_KEY: apiKey }
  const commands = [['token'], ['headers', '--json'], ['request', '/me'], ['doctor'], ['sign-in', '--json'], ['status']]
  for (const [index, kind] of echoes(secrets).entries()) {
    emulator.clearFaults()
    emulator.fail({ provider: 'genlogs', endpoint: 'token', kind, times: Number.POSITIVE_INFINITY })
    const [command = '', ...rest] = commands[index % commands.length] ?? []
    const args = [command, 'genlogs', ...rest, '--verbose']
    const { output, errors } = await runCli(args, own)
    expect(output + errors).not.toBe('')
    expectNoSecrets({ output, errors }, secrets)
    expect(errors.split('\n').filter((line) => line.startsWith('auth-cli: ')).length).toBeLessThanOrEqual(1)
  }
}, 120_000)

test('The proxy shows no secret in its answers, its output or its metrics, whatever a sign-in is answered.', async () => {
  const { emulator, origin, terminal } = await proxyTo(
    (_, outgoing) => {
      outgoing.writeHead(401)
      outgoing.end('{"message":"Token expired"}')
    },
    { args: ['--verbose'] },
  )
  const { apiKey: key, email: name, password: word } = emulator.credentials.genlogs
  for (const kind of echoes([key, name, word]).slice(0, 10)) {
    emulator.clearFaults()
    emulator.fail({ provider: 'genlogs', endpoint: 'token', kind, times: Number.POSITIVE_INFINITY })
    expectNoSecrets(await (await fetch(`${origin}/me`)).text(), [key, name, word])
  }
  const metrics = await (await fetch(`${origin}/_auth/metrics`)).text()
  expectNoSecrets({ metrics, printed: terminal.printed }, [key, name, word])
})

test.each([
  new Error(
    `connect failed for https://x/?email=${encodeURIComponent(email)}&password=${encodeURIComponent(password)}`,
  ),
  new TypeError(`Headers.append: "${apiKey}" is an invalid header value.`),
  new Error('outer', { cause: new Error(`inner ${password}`) }),
  Object.assign(new Error('with fields'), { request: { password } }),
  `a text with ${apiKey}`,
  { password },
])('A failure of the process itself is described without what it quotes: case %#.', async (error) => {
  const report = await describeFailure(error, secrets)
  expectNoSecrets(report, secrets)
  expect(report.message).toMatch(/^something went wrong/)
  expect(report.message).not.toContain('\n')
})

test('What is wrong on the command line is said without the values that were given.', () => {
  const wrong = [
    ['token', 'genlogs', `--password=${apiKey}`],
    ['token', 'genlogs', '--no-input', `--json=${apiKey}`],
    ['proxy', 'genlogs', '--key', apiKey],
    ['request', 'genlogs', '/me', '-H', apiKey, apiKey],
  ]
  for (const args of wrong) {
    let error: unknown
    try {
      readArguments(args)
    } catch (caught) {
      error = caught
    }
    expect(error).toBeInstanceOf(Error)
    expectNoSecrets(describeFailure(error, []), [apiKey])
  }
})

test.each([
  ['meshy', 'MESHY_PUBLIC_KEY', /^auth-cli: usage: MESHY_PUBLIC_KEY must be a non-empty string without line breaks/],
  ['elasticpath', 'ELASTICPATH_CLIENT_ID', /^auth-cli: usage: ELASTICPATH_CLIENT_ID must be /],
  ['gooru', 'GOORU_CLIENT_KEY', /^auth-cli: usage: GOORU_CLIENT_KEY must be /],
  [
    'genlogs',
    'GENLOGS_API_KEY',
    /^auth-cli: usage: GENLOGS_API_KEY must be the API key as a string of printable ASCII/,
  ],
])(
  'A wrong value of %s is an error of usage that names its variable, and not the value.',
  async (provider, name, text) => {
    const { environment } = await createAccount()
    const { code, errors } = await runCli(['token', provider], { ...environment, [name]: 'a-key-of\ntwo-lines' })
    expect([code, errors]).toEqual([2, expect.stringMatching(text)])
    expect(errors).not.toMatch(/a-key-of|two-lines/)
  },
)
