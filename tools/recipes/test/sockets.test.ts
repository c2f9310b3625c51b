import { expect, test } from 'vitest'
import { createConnect } from '../src/sockets.ts'
import { emulateMeshy } from './support/meshy.ts'
import { serveSockets } from './support/socket-server.ts'

function firstMessage(socket: WebSocket): Promise<unknown> {
  return new Promise((resolve, reject) => {
    socket.addEventListener('message', ({ data }) => {
      resolve(data)
      socket.close()
    })
    socket.addEventListener('error', () => reject(new Error('the socket was refused')))
  })
}

test('each connection of a socket has a token that is valid', async () => {
  const meshy = emulateMeshy()
  await using server = await serveSockets(meshy)
  const auth = meshy.create({ origins: [server.url.replace('ws:', 'http:').replace('/live', '')] })
  const connect = createConnect(auth)
  expect(await firstMessage(await connect(server.url))).toBe('hello')
  await meshy.clock.advance(3_600_000)
  expect(await firstMessage(await connect(server.url))).toBe('hello')
  meshy.emulator.revokeAccessTokens('meshy')
  await expect(connect(server.url).then(firstMessage)).rejects.toThrow('refused')
  await auth.refresh({ rejected: await auth.getToken() })
  expect(await firstMessage(await connect(server.url))).toBe('hello')
  expect(server.handshakes.filter((status) => status === 101)).toHaveLength(3)
})

test('a socket of another origin gets no token', async () => {
  const connect = createConnect(emulateMeshy().create())
  await expect(connect('wss://elsewhere.example.com/live')).rejects.toMatchObject({ code: 'origin_not_allowed' })
})
