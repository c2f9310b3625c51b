import { createMemoryStore } from '@auth/core'
import { expect, test } from 'vitest'
import { createSessionPool } from '../src/session-pool.ts'
import { emulateMeshy, userCredentials } from './support/meshy.ts'

function createPool() {
  const meshy = emulateMeshy()
  const store = createMemoryStore(meshy.clock)
  const disposed: string[] = []
  const sessionOf = createSessionPool((userId) => {
    const auth = meshy.create({ store, identity: userId, credentials: undefined })
    const settle = auth[Symbol.asyncDispose]
    const dispose = async (): Promise<void> => {
      await settle()
      disposed.push(userId)
    }
    return Object.defineProperty(auth, Symbol.asyncDispose, { value: dispose })
  }, 2)
  return { meshy, disposed, sessionOf }
}

test('many requests of one person share one object, and so one renewal', async () => {
  const { meshy, sessionOf } = createPool()
  await sessionOf('u1').signIn(userCredentials)
  await meshy.clock.advance(3_600_000)
  await Promise.all(Array.from({ length: 100 }, () => sessionOf('u1').getToken()))
  expect(meshy.asked()).toEqual(['password 200', 'refresh_token 200'])
})

test('who was not seen for longest leaves the memory, and is found in the store again', async () => {
  const { meshy, disposed, sessionOf } = createPool()
  const first = sessionOf('u1')
  const second = sessionOf('u2')
  await first.signIn(userCredentials)
  await second.signIn(userCredentials)
  expect(sessionOf('u1')).toBe(first)
  sessionOf('u3')
  await meshy.clock.advance(0)
  expect(disposed).toEqual(['u2'])
  expect(sessionOf('u1')).toBe(first)
  const again = sessionOf('u2')
  expect(again).not.toBe(second)
  expect((await again.getToken()).value).toBe((await second.getToken()).value)
  expect(meshy.asked()).toEqual(['password 200', 'password 200'])
})

test('an object that has left the memory shares the renewal with the one that took its place', async () => {
  const { meshy, sessionOf } = createPool()
  const before = sessionOf('u1')
  await before.signIn(userCredentials)
  sessionOf('u2')
  sessionOf('u3')
  await meshy.clock.advance(3_600_000)
  const [old, young] = await Promise.all([before.getToken(), sessionOf('u1').getToken()])
  expect(old.value).toBe(young.value)
  expect(meshy.asked()).toEqual(['password 200', 'refresh_token 200'])
})
