import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import { startEmulator } from '@auth/emulator'
import { createMeshyAuth } from '@auth/meshy'
import { describe, expect, test } from 'vitest'
import { subjects } from './providers.ts'

describe.for(subjects)('$name over real sockets', (subject) => {
  test('signs in, calls the API and replaces a dead token', async () => {
    await using emulator = await startEmulator()
    const toServer = (input: string | URL | Request, init?: RequestInit): Promise<Response> => {
      const request = new Request(input, init)
      return fetch(new Request(request.url.replace('https://emulator.test', emulator.origin), request))
    }
    const auth = subject.create({ fetch: toServer })
    expect((await auth.fetch(subject.resource)).status).toBe(200)
    emulator.revokeAccessTokens(subject.name)
    expect((await auth.fetch(subject.resource)).status).toBe(200)
  })
})

test('a connection that is refused is a network error with the platform’s code', async () => {
  const server = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const { port } = server.address() as AddressInfo // a TCP server's address is not a string
  await new Promise((resolve) => server.close(resolve))
  const auth = createMeshyAuth({
    authBaseUrl: `http://127.0.0.1:${port}`,
    accountName: 'demo',
    publicKey: 'pk_demo',
    retry: { maxAttempts: 1 },
    credentials: { username: 'somebody', password: 'some-password' },
  })
  await expect(auth.getToken()).rejects.toMatchObject({
    code: 'network',
    retryable: true,
    message: expect.stringContaining('ECONNREFUSED'),
  })
})
