import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import { createAccount } from './support/account.ts'
import { startApi } from './support/proxied.ts'
import { runCli } from './support/terminal.ts'

interface Arrived {
  readonly method: string | undefined
  readonly type: string | undefined
  readonly own: unknown
  readonly body: string
}

async function setUp(): Promise<{ environment: Record<string, string>; folder: string; arrived: Arrived[] }> {
  const { environment, folder } = await createAccount()
  const arrived: Arrived[] = []
  const { origin } = await startApi(async (incoming, outgoing) => {
    const { method, headers, url } = incoming
    arrived.push({ method, type: headers['content-type'], own: headers['x-own'], body: await text(incoming) })
    outgoing.writeHead(url === '/missing' ? 404 : 200, { 'x-answer': 'yes' })
    outgoing.end('the answer')
  })
  return { environment: { ...environment, GENLOGS_API_BASE_URL: origin }, folder, arrived }
}

test('It calls the API as curl does, and prints the body as it is.', async () => {
  const { environment, folder, arrived } = await setUp()
  const file = join(folder, 'body.json')
  await writeFile(file, '{"a":1}')
  const headersFile = join(folder, 'headers')
  await writeFile(headersFile, 'X-Own: from a file\n')
  const call = (...args: string[]): ReturnType<typeof runCli> =>
    runCli(['request', 'genlogs', '/carriers', ...args], environment, 'from the input')
  expect(await call()).toEqual({ code: 0, output: 'the answer', errors: '' })
  await call('-d', '{"b":2}')
  await call('-d', 'c=3', '-X', 'PATCH', '-H', 'X-Own: given')
  await call('-d', `@${file}`, '-H', `@${headersFile}`)
  await call('-d', '@-', '-H', 'Content-Type: text/plain')
  await call('-d', 'a=1', '-d', `@${file}`, '-d', 'b=2')
  expect(arrived).toEqual([
    { method: 'GET', type: undefined, own: undefined, body: '' },
    { method: 'POST', type: 'application/json', own: undefined, body: '{"b":2}' },
    { method: 'PATCH', type: 'application/x-www-form-urlencoded', own: 'given', body: 'c=3' },
    { method: 'POST', type: 'application/json', own: 'from a file', body: '{"a":1}' },
    { method: 'POST', type: 'text/plain', own: undefined, body: 'from the input' },
    {
      ...{ method: 'POST', type: 'application/x-www-form-urlencoded', own: undefined },
      body: 'a=1&{"a":1}&b=2',
    },
  ])
})

test('Status and headers, a file for the body, and a code for a failure are there on demand.', async () => {
  const { environment, folder } = await setUp()
  const file = join(folder, 'answer')
  const included = await runCli(['request', 'genlogs', '/carriers', '-i', '-o', file], environment)
  expect(included).toMatchObject({
    code: 0,
    output: expect.stringMatching(/^HTTP\/1\.1 200 OK\r\n[\s\S]*x-answer: yes\r\n\r\n$/),
  })
  expect(await readFile(file, 'utf8')).toBe('the answer')
  expect(await runCli(['request', 'genlogs', '/missing'], environment)).toMatchObject({ code: 0, output: 'the answer' })
  expect(await runCli(['request', 'genlogs', '/missing', '--fail'], environment)).toMatchObject({ code: 22 })
})

test('What cannot be written is said with the reason.', async () => {
  const { environment, folder } = await setUp()
  const to = (path: string): ReturnType<typeof runCli> =>
    runCli(['request', 'genlogs', '/carriers', '-o', path], environment)
  const missing = join(folder, 'no', 'such', 'folder')
  expect(await to(missing)).toMatchObject({
    ...{ code: 2, output: '' },
    errors: expect.stringContaining(`--output: ${missing} cannot be written (ENOENT)`),
  })
  expect(await to(folder)).toMatchObject({ code: 2, errors: expect.stringContaining('cannot be written (EISDIR)') })
})

test('The token goes to no other origin.', async () => {
  const { environment, arrived } = await setUp()
  const { origin } = await startApi((_, outgoing) => outgoing.end())
  const { code, errors } = await runCli(['request', 'genlogs', `${origin}/x`], environment)
  expect([code, errors]).toEqual([4, expect.stringContaining('origin_not_allowed')])
  expect(arrived).toEqual([])
})

test('A token that has died is replaced, and the request is sent again.', async () => {
  const { environment, emulator } = await createAccount()
  await runCli(['token', 'gooru'], environment)
  emulator.revokeAccessTokens('gooru')
  const { code, output } = await runCli(['request', 'gooru', '/nucleus-auth/v1/token', '-f'], environment)
  expect([code, output]).toEqual([0, expect.stringContaining('username')])
})

test.each([
  [['-H', 'no colon'], '--header must be like'],
  [['-H', 'bad name: x'], '--header must be like'],
  [['-d', '@absent'], '--data: there is no file absent'],
  [['-d', 'a=1', '-X', 'get'], '--data: a GET request has no body'],
  [['-d', '@-', '--password-file', '-'], '--password-file and --data cannot both be the standard input'],
  [['-d', '@-', '-d', '@-'], '--data and --data cannot both be the standard input'],
])('%j is refused, and nothing is sent.', async (args, problem) => {
  const { environment, arrived } = await setUp()
  const { code, errors } = await runCli(['request', 'genlogs', '/carriers', ...args], environment)
  expect([code, errors]).toEqual([2, expect.stringContaining(problem)])
  expect(arrived).toEqual([])
})
