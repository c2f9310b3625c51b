import { expect, test } from 'vitest'
import { createAccount } from './support/account.ts'
import { runProcess, startProcess } from './support/processes.ts'

test('Many shells that ask at once cause one token request, and one more when the token has died.', async () => {
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

test('The proxy ends with SIGTERM, cleanly.', async () => {
  const { environment } = await createAccount()
  const child = startProcess(['proxy', 'genlogs', '--port', '0', '--json'], environment)
  const line = await new Promise<string>((resolve) => child.stdout?.once('data', (chunk) => resolve(String(chunk))))
  const { origin } = JSON.parse(line)
  expect((await fetch(`${origin}/me`)).status).toBe(200)
  const ended = new Promise((resolve) => child.once('close', (code, signal) => resolve([code, signal])))
  child.kill('SIGTERM')
  expect(await ended).toEqual([0, null])
})
