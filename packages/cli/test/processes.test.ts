import { expectNoSecrets } from '@auth-tools/testing'
import { expect, test } from 'vitest'
import { createAccount } from './support/account.ts'
import {
  endOf,
  originOfProxy,
  runProcess,
  shellCommand,
  startNpx,
  startProcess,
  startShell,
} from './support/processes.ts'
import { startApi } from './support/proxied.ts'

test('Many shells that ask at once cause one token request.', async () => {
  const { environment, emulator, tokenRequests } = await createAccount()
  const ask = (): Promise<string[]> =>
    Promise.all(
      Array.from({ length: 8 }, async () => {
        const { code, output, errors } = await runProcess(['token', 'genlogs'], environment)
        expect([code, errors]).toEqual([0, ''])
        return output
      }),
    )
  const first = new Set(await ask())
  expect([first.size, tokenRequests()]).toEqual([1, 1])
  expect([...first][0]).toMatch(/^ey\S+\n$/)
  const [request] = emulator.requests
  expect(request?.endpoint).toBe('token')
}, 120_000)

test('The process ends at once, with the code of what went wrong and one line about it.', async () => {
  const { environment } = await createAccount()
  const wrong = { ...environment, GENLOGS_PASSWORD: 'not-the-password' }
  const { code, output, errors } = await runProcess(['token', 'genlogs'], wrong)
  expect([code, output]).toEqual([3, ''])
  expect(errors).toMatch(
    /^auth-cli: invalid_credentials: [^\n]+ \(https:\/\/\S+\/docs\/errors\/invalid_credentials\.md\)\n$/,
  )
})

test.each([[[]], [['--include']]])(
  'A request ends with whoever reads the answer, which may go on for ever (%j).',
  async (options) => {
    const { environment } = await createAccount()
    const { promise: left, resolve } = Promise.withResolvers<void>()
    const { origin } = await startApi((_, outgoing) => {
      outgoing.once('close', resolve)
      const goOn = (): void => void (outgoing.destroyed || outgoing.write('event\n', () => setImmediate(goOn)))
      goOn()
    })
    const from = { ...environment, GENLOGS_API_BASE_URL: origin }
    const child = startProcess(['request', 'genlogs', '/events', ...options], from)
    child.stdout?.once('data', () => child.stdout?.destroy())
    expect(await endOf(child)).toEqual([0, null])
    await left
  },
)

test('A wrong store key ends the process also with --emulator.', async () => {
  const { code, errors } = await runProcess(['token', 'genlogs', '--emulator'], { AUTH_STORE_KEY: 'c2hvcnQ=' })
  expect([code, errors]).toEqual([2, expect.stringContaining('must be 32 bytes')])
})

test('The proxy ends with SIGTERM, cleanly.', async () => {
  const { environment } = await createAccount()
  const child = startProcess(['proxy', 'genlogs', '--port', '0', '--json'], environment)
  const origin = await originOfProxy(child)
  expect((await fetch(`${origin}/me`)).status).toBe(200)
  const ended = endOf(child)
  child.kill('SIGTERM')
  expect(await ended).toEqual([0, null])
})

test('A proxy that npx has started ends with the shell that npx puts in between.', async () => {
  const { environment } = await createAccount()
  const npx = { npm_lifecycle_event: 'npx', npm_lifecycle_script: 'auth-cli proxy genlogs' }
  const script = `${shellCommand} proxy genlogs --port 0 --json; exit`
  const child = startShell(script, { ...environment, ...npx })
  const origin = await originOfProxy(child)
  expect((await fetch(`${origin}/me`)).status).toBe(200)
  // The output is open for as long as the proxy lives.
  const ended = endOf(child)
  child.kill('SIGTERM')
  await ended
  await expect(fetch(`${origin}/me`)).rejects.toThrow('fetch failed')
})

test.runIf(process.platform === 'linux')('A proxy ends with an npx that leaves its shell behind.', async () => {
  const { environment } = await createAccount()
  const npx = { npm_lifecycle_event: 'npx', npm_lifecycle_script: "'auth-cli' proxy genlogs" }
  const child = startNpx(`${shellCommand} proxy genlogs --port 0 --json; exit`, { ...environment, ...npx })
  const origin = await originOfProxy(child)
  expect((await fetch(`${origin}/me`)).status).toBe(200)
  const ended = endOf(child)
  child.kill('SIGHUP')
  await ended
  await expect(fetch(`${origin}/me`)).rejects.toThrow('fetch failed')
})

test.each([
  ['while a request is out', `globalThis.fetch = () => { setImmediate(fail); return new Promise(() => {}) }`],
  ['before anything is known', `process.nextTick(fail)`],
])('A crash %s shows no secret.', async (_, code) => {
  const { environment: all } = await createAccount()
  // Beside a short secret, the text would be dropped whole.
  const environment: Readonly<Record<string, string>> = {
    ...Object.fromEntries(Object.entries(all).filter(([name]) => /^(GENLOGS|AUTH)_/.test(name))),
    GENLOGS_PASSWORD: 'a-password-of-some-length',
  }
  const script = `
    const { GENLOGS_PASSWORD, GENLOGS_API_KEY } = process.env
    const fail = () => { throw new Error('cannot use ' + [GENLOGS_PASSWORD, GENLOGS_API_KEY].join()) }
    const on = process.on
    process.on = function (name, ...rest) {
      const result = on.call(process, name, ...rest)
      if (name === 'uncaughtException') { ${code} }
      return result
    }`
  const preload = ['--import', `data:text/javascript,${encodeURIComponent(script)}`]
  const { code: status, output, errors } = await runProcess(['token', 'genlogs'], environment, preload)
  expect([status, output]).toEqual([1, ''])
  expect(errors).toMatch(/^auth-cli: failed: something went wrong: cannot use [^\n]*\n$/)
  const { GENLOGS_PASSWORD = '', GENLOGS_API_KEY = '' } = environment
  expectNoSecrets(errors, [GENLOGS_PASSWORD, GENLOGS_API_KEY])
})

test('A crash that cannot be described ends the process too.', async () => {
  const { environment } = await createAccount()
  const script = `
    const crash = new Error()
    Object.defineProperty(crash, 'message', { get() { throw crash } })
    const on = process.on
    process.on = function (name, ...rest) {
      const result = on.call(process, name, ...rest)
      if (name === 'uncaughtException') process.nextTick(() => { throw crash })
      return result
    }`
  const preload = ['--import', `data:text/javascript,${encodeURIComponent(script)}`]
  expect(await runProcess(['token', 'genlogs'], environment, preload)).toEqual({
    ...{ code: 1, output: '' },
    errors: 'auth-cli: failed: something went wrong\n',
  })
})
