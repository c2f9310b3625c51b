import { expect, test } from 'vitest'
import { type RunningEmulator, startEmulator } from '../src/index.ts'
import { signInEverywhere } from './support/everywhere.ts'

/** Reads server-sent events one by one. */
async function listen(emulator: RunningEmulator) {
  const response = await fetch(`${emulator.origin}/_emulator/events`)
  const reader = (response.body ?? new ReadableStream()).pipeThrough(new TextDecoderStream()).getReader()
  let text = ''
  return {
    response,
    async next() {
      while (!text.includes('\n\n')) {
        const { value, done } = await reader.read()
        if (done) throw new Error('the events have ended')
        text += value
      }
      const [first = '', ...rest] = text.split('\n\n')
      text = rest.join('\n\n')
      const [, event = '', data = ''] = /^event: (.*)\ndata: (.*)$/.exec(first) ?? []
      return { event, data: JSON.parse(data) }
    },
    [Symbol.asyncDispose]: () => reader.cancel(),
  }
}

test('Those who come are told all there is, and then what changes.', async () => {
  await using emulator = await startEmulator()
  await fetch(`${emulator.origin}/genlogs/me`)
  await using events = await listen(emulator)
  expect(events.response.headers.get('content-type')).toBe('text/event-stream')
  const { event, data } = await events.next()
  expect([event, data.requests.map(({ id, path }: { id: number; path: string }) => [id, path])]).toEqual([
    'all',
    [[1, '/me']],
  ])
  expect(Object.keys(data.setup)).toEqual(['urls', 'credentials', 'kinds', 'snippets', 'endpoints'])
  expect(data.setup.endpoints.gooru).not.toContain('revocation')

  await fetch(`${emulator.origin}/genlogs/other`)
  const requests = await events.next()
  expect(requests).toMatchObject({
    event: 'requests',
    data: [{ id: 2, path: '/other', status: 404, answer: { parameters: { detail: 'Not Found' } } }],
  })
  expect(await events.next()).toMatchObject({ event: 'state', data: { oldest: 1, tokens: [], faults: [] } })
})

test.each<[string, (emulator: RunningEmulator) => unknown, object]>([
  [
    'a fault',
    (emulator) => emulator.fail({ provider: 'meshy', kind: 'html' }),
    { faults: [{ kind: 'html', left: 1 }] },
  ],
  ['the time', (emulator) => emulator.advance(86_400_000), { now: expect.any(Number) }],
  ['a reset', (emulator) => emulator.reset(), { oldest: null, faults: [] }],
  ['cleared faults', (emulator) => emulator.clearFaults(), { faults: [] }],
  ['revoked tokens', (emulator) => emulator.revokeAccessTokens('genlogs'), { tokens: [] }],
])('%s is told, whoever did it.', async (_, change, expected) => {
  await using emulator = await startEmulator()
  await using events = await listen(emulator)
  await events.next()
  change(emulator)
  expect(await events.next()).toMatchObject({ event: 'state', data: expected })
})

test('A request is told of while its answer is awaited, and again with it.', async () => {
  await using emulator = await startEmulator()
  await using events = await listen(emulator)
  await events.next()
  const answer = Promise.withResolvers<Response>()
  emulator.fail({ provider: 'genlogs', kind: () => answer.promise })
  const pending = fetch(`${emulator.origin}/genlogs/me`)
  const seen: unknown[] = []
  while (seen.length === 0) {
    const { event, data } = await events.next()
    if (event === 'requests') seen.push(data)
  }
  answer.resolve(new Response('as a text', { status: 418 }))
  await pending
  while (seen.length === 1) {
    const { event, data } = await events.next()
    if (event === 'requests') seen.push(data)
  }
  expect(seen).toMatchObject([
    [{ id: 1, status: 'pending' }],
    [{ id: 1, status: 418, answer: { parameters: { body: 'as a text' } } }],
  ])
})

test('What is told, and what the journal of a server keeps, holds no token and no secret that was sent.', async () => {
  await using emulator = await startEmulator()
  await signInEverywhere(emulator)
  const kept = await (await fetch(`${emulator.origin}/_emulator/requests`)).text()
  const { password } = emulator.credentials.meshy
  const sign = await fetch(`${emulator.urls.meshy.authBaseUrl}/demo/connect/token`, {
    method: 'POST',
    body: new URLSearchParams({ client_id: 'pk_demo', grant_type: 'password', username: 'ada', password }),
  })
  const { access_token, refresh_token } = await sign.json()
  for (const secret of [password, access_token, refresh_token]) {
    expect(kept + JSON.stringify(emulator.requests)).not.toContain(secret)
  }
  expect(emulator.requests.at(-1)?.answer?.parameters).toEqual({
    ...{ access_token: '***', refresh_token: '***', expires_in: '3600', token_type: 'Bearer' },
  })
})

test('As a function, an emulator keeps no answers and has nobody to tell.', async () => {
  await using emulator = await startEmulator()
  const { createEmulator } = await import('../src/fetch.ts')
  const alone = createEmulator()
  await alone.fetch(`${alone.urls.genlogs.apiBaseUrl}/me`)
  await emulator.fetch(`${emulator.urls.genlogs.apiBaseUrl}/me`)
  expect(['answer' in (alone.requests[0] ?? {}), 'answer' in (emulator.requests[0] ?? {})]).toEqual([false, true])
})
