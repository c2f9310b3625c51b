import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createDurableObjectStore } from '../src/create-durable-object-store.ts'
import { type RunningWorkers, startWorkers } from './workerd/start-workers.ts'

const { signal } = new AbortController()
const dayMs = 24 * 3_600_000

describe.each(['2024-09-01', '2026-11-17'])('An object on workerd as of %s', (date) => {
  let workers: RunningWorkers
  let keys = 0

  beforeAll(async () => {
    workers = await startWorkers(date)
  })
  afterAll(() => workers[Symbol.asyncDispose]())

  function setUp() {
    keys += 1
    const key = `session ${keys}`
    const store = createDurableObjectStore(workers.namespace)
    return {
      store,
      get object() {
        return workers.object(key)
      },
      read: () => store.read(key, { signal }),
      write: (value: string | undefined, lifeMs?: number) =>
        store.update(key, async () => value, { signal, ...(lifeMs !== undefined && { lifeMs }) }),
      update: (change: (current: string | undefined) => Promise<string | undefined>) =>
        store.update(key, change, { signal }),
    }
  }

  test('Keeps what is written when it is reset right afterwards.', async () => {
    const session = setUp()
    expect(await session.read()).toBeUndefined()
    await session.object.writeAndReset('one').catch(() => {})
    expect(await session.read()).toBe('one')
    expect(await session.write('two', dayMs)).toBe('two')
    await session.object.reset().catch(() => {})
    expect(await session.read()).toBe('two')
  })

  test('Lets one change after the other.', async () => {
    const session = setUp()
    let running = 0
    const count = async (current = '0'): Promise<string> => {
      running += 1
      expect(running).toBe(1)
      await session.read()
      running -= 1
      return String(Number(current) + 1)
    }
    await Promise.all(Array.from({ length: 10 }, () => session.update(count)))
    expect(await session.read()).toBe('10')
  })

  test('Refuses a write that would replace something else, whoever holds the lock.', async () => {
    const session = setUp()
    await session.write('first')
    const { object } = session
    await object.lock('holder')
    expect(await object.replace('holder', 'other', 'mine', dayMs)).toMatchObject({ result: false })
    expect(await object.replace('late holder', 'first', 'second', dayMs)).toMatchObject({ result: true })
    expect(await object.extend('holder')).toMatchObject({ result: true })
    expect(await object.replace('holder', 'first', 'third', dayMs)).toMatchObject({ result: false })
    expect(await session.read()).toBe('second')
  })

  test('Waits for the holder of its lock when it was reset, though not for one that is long gone.', async () => {
    const session = setUp()
    await session.object.lock('holder')
    await session.object.reset().catch(() => {})
    const waiting = session.object.lock('other')
    expect(await session.object.extend('holder')).toMatchObject({ result: true })
    await session.object.release('holder')
    expect(await waiting).toMatchObject({ result: { held: false } })
    expect(await session.object.lock('other')).toMatchObject({ result: { held: true } })
    await session.object.jump(60_000)
    await session.object.reset().catch(() => {})
    expect(await session.object.lock('third')).toMatchObject({ result: { held: true } })
  })

  test('Shows nobody a record whose life is over, also before the alarm.', async () => {
    const session = setUp()
    await session.write('old', dayMs)
    await session.object.jump(dayMs + 1)
    expect(await session.read()).toBeUndefined()
    expect(await session.update(async (current) => `after ${current}`)).toBe('after undefined')
  })

  test('Keeps a record whose life was prolonged, and one that is to live for ever, through an alarm.', async () => {
    const session = setUp()
    await session.write('one', dayMs)
    await session.object.jump(dayMs - 1)
    await session.write('two', dayMs)
    await session.object.jump(2)
    await session.object.runAlarm()
    expect(await session.read()).toBe('two')
    await session.write('three')
    await session.object.jump(1000 * dayMs)
    await session.object.runAlarm()
    expect(await session.read()).toBe('three')
  })

  test('Is left empty by a session that was removed, and by one that never began.', async () => {
    const session = setUp()
    await session.write('one', dayMs)
    await session.write(undefined)
    await session.object.runAlarm()
    expect(await session.object.contents()).toEqual([])
    await session.object.lock('vanishes')
    await session.object.runAlarm()
    expect(await session.object.contents()).toHaveLength(1)
    await session.object.jump(60_000)
    await session.object.runAlarm()
    expect(await session.object.contents()).toEqual([])
  })

  test('Tells its time, from which ages are counted in every Worker.', async () => {
    const { object, store, read } = setUp()
    expect(Math.abs(Number(await store.now?.()) - Date.now())).toBeLessThan(1000)
    await object.jump(30 * dayMs)
    await read()
    expect(Number(await store.now?.()) - Date.now()).toBeGreaterThan(29 * dayMs)
  })

  test('Answers with the reason where its storage fails.', async () => {
    const session = setUp()
    await session.object.breakStorage()
    expect(await session.object.lock('owner')).toEqual({ problem: 'the disk is broken' })
    await expect(session.write('one')).rejects.toThrow('the Durable Object of the session failed (the disk is broken)')
  })

  test('Sets the next alarm where one has failed, for the platform gives up after a few minutes.', async () => {
    const { object } = setUp()
    await object.breakStorage()
    await object.runAlarm()
    expect(await object.nextAlarm()).toBeGreaterThan(Date.now() + 3_000_000)
  })
})

test('An object drops its record at the end of its life, by an alarm.', async () => {
  await using workers = await startWorkers('2026-11-17')
  const store = createDurableObjectStore(workers.namespace)
  await store.update('key', async () => 'short-lived', { signal, lifeMs: 200 })
  while ((await workers.object('key').contents()).length > 0);
  expect(await store.read('key', { signal })).toBeUndefined()
})
