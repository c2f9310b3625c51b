import { expect, test } from 'vitest'
import { createAccount } from '../support/account.ts'
import { proxyTo, startProxy } from '../support/proxied.ts'
import { runCli } from '../support/terminal.ts'

test('While no token can be had, the proxy says so as 503 with the time to wait, and works again afterwards.', async () => {
  const { emulator, environment } = await createAccount()
  emulator.fail({ provider: 'genlogs', endpoint: 'token', kind: 'unavailable', times: 1, retryAfter: 120 })
  const { origin, terminal } = await startProxy(['genlogs'], environment)
  expect(terminal.printed.errors).toContain('server_error')
  const response = await fetch(`${origin}/me`)
  expect(response.status).toBe(503)
  expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(60)
  expect(await response.json()).toMatchObject({ error: { code: 'cooling_down', message: expect.any(String) } })
  expect((await fetch(`${origin}/_auth/health`)).status).toBe(503)
})

test('An API that cannot be reached is a 502 that may be tried again.', async () => {
  const { environment } = await createAccount()
  const nowhere = { ...environment, GENLOGS_API_BASE_URL: 'http://127.0.0.1:9' }
  const { origin } = await startProxy(['genlogs'], nowhere)
  const response = await fetch(`${origin}/me`)
  expect([response.status, response.headers.get('retry-after')]).toEqual([502, '1'])
  expect(await response.json()).toEqual({
    error: { code: 'network', message: expect.stringContaining('ECONNREFUSED') },
  })
})

test('A session that has ended is a 502 that names the error, and no try again.', async () => {
  const { emulator, environment } = await createAccount()
  const { origin } = await startProxy(['genlogs'], environment)
  expect((await fetch(`${origin}/me`)).status).toBe(200)
  emulator.revokeAccessTokens('genlogs')
  emulator.fail({ provider: 'genlogs', endpoint: 'token', kind: () => new Response('{}', { status: 401 }) })
  const response = await fetch(`${origin}/me`)
  expect([response.status, response.headers.get('retry-after')]).toEqual([502, null])
  expect(await response.json()).toMatchObject({ error: { page: expect.stringContaining('docs/errors/') } })
})

test('A connection that the API has closed in the meantime costs no request.', async () => {
  let answers = 0
  const { origin, server } = await proxyTo((_, outgoing) => {
    answers += 1
    outgoing.end('fine')
  })
  expect(await (await fetch(origin)).text()).toBe('fine')
  server.closeAllConnections()
  expect(await (await fetch(origin)).text()).toBe('fine')
  expect(answers).toBe(2)
})

test('Wrong credentials are said at once, and nothing is served.', async () => {
  const { environment } = await createAccount()
  const { code, output, errors } = await runCli(['proxy', 'genlogs', '--port', '0'], {
    ...environment,
    GENLOGS_PASSWORD: 'not-the-password',
  })
  expect([code, output]).toEqual([3, ''])
  expect(errors).toContain('invalid_credentials')
})

test('A port that is taken is said in words.', async () => {
  const { origin, environment } = await proxyTo((_, outgoing) => outgoing.end())
  const { code, errors } = await runCli(['proxy', 'genlogs', '--port', new URL(origin).port], environment)
  expect([code, errors]).toEqual([2, expect.stringContaining('another program has this port')])
})
