import { expectNoSecrets, failureOf } from '@auth-tools/testing'
import { describe, expect, test } from 'vitest'
import { hold } from './support/holder.ts'
import { setUp } from './support/set-up.ts'

const update = { read: 'first', next: 'second' }

describe('A command whose answer is lost with the connection', () => {
  test('Is sent again, and a lock that was taken by it is known to be one’s own.', async () => {
    const { clock, server, open, signal } = setUp()
    server.fates.push('not-run', 'answer-lost', 'answer-lost')
    const holder = hold(open(), 'key', signal, update.next)
    await clock.settle(holder.holds)
    expect(holder.signal()?.aborted).toBe(false)
    holder.goOn()
    expect(await holder.written).toBe(update.next)
    expect([...server.texts.values()].map(({ value }) => value)).toEqual([update.next])
  })

  test('Is sent again, and a record that it wrote counts as written, once.', async () => {
    const { clock, server, open, signal } = setUp()
    const store = open()
    await store.update('key', async () => update.read, { signal })
    let runs = 0
    const change = async (): Promise<string> => {
      runs += 1
      server.fates.push('answer-lost')
      return update.next
    }
    expect(await clock.settle(store.update('key', change, { signal }))).toBe(update.next)
    expect(runs).toBe(1)
    expect([...server.texts.keys()].filter((key) => key.endsWith(':lock'))).toEqual([])
  })
})

describe('A server that does not answer', () => {
  test('Fails a read after two seconds, whatever the client does.', async () => {
    const { clock, server, open, signal } = setUp()
    server.ignore = () => true
    const startedAt = clock.monotonic()
    const failing = failureOf(open().read('key', { signal }))
    expect(String(await clock.settle(failing))).toContain('no answer from Redis within 2000 ms')
    expect(clock.monotonic() - startedAt).toBe(2000)
    expect(clock.timers).toBe(0)
  })

  test('Ends the wait at once when the caller leaves.', async () => {
    const { clock, server, open } = setUp()
    server.ignore = () => true
    const leaving = new AbortController()
    const failing = failureOf(open().read('key', { signal: leaving.signal }))
    await clock.advance(10)
    leaving.abort(new Error('enough'))
    expect(String(await failing)).toContain('enough')
    expect(clock.timers).toBe(0)
  })

  test('Holds no lock for a command that ran after it was given up.', async () => {
    const { clock, server, open, signal } = setUp()
    const store = open()
    await store.read('key', { signal })
    server.delay = true
    const failing = failureOf(store.update('key', async () => 'value', { signal }))
    await clock.settle(failing)
    await clock.advance(1000)
    server.runDelayed()
    await clock.advance(1000)
    expect([...server.texts]).toEqual([])
  })

  test('Is asked again while the lock lives, for a write that has to succeed.', async () => {
    const { clock, server, open, signal } = setUp()
    const holder = hold(open(), 'key', signal, 'only good one')
    await holder.holds
    server.ignore = () => true
    holder.goOn()
    await clock.advance(6000)
    server.ignore = () => false
    expect(await clock.settle(holder.written)).toBe('only good one')
  })
})

describe('A server that refuses', () => {
  test.each([
    ['OOM command not allowed when used memory > maxmemory', 'OOM'],
    ['NOPERM this user has no permissions', 'NOPERM'],
    ['NOAUTH Authentication required.', 'NOAUTH'],
    ['An error was signalled by the server: - NOPERM: no', 'NOPERM'],
  ])('For good, with “%s”, fails the call at once and says %s.', async (refused, code) => {
    const { clock, server, open, signal } = setUp()
    server.fates.push({ refused })
    const error = await failureOf(open().read('key', { signal }))
    expect(String(error)).toBe(`StoreProblem: a command to Redis failed with ${code}`)
    expect(clock.monotonic()).toBe(0)
  })

  test.each([
    'READONLY You can not write against a read only replica.',
    'LOADING Redis is loading the dataset in memory',
    'CLUSTERDOWN The cluster is down',
    'TRYAGAIN Multiple keys request during rehashing of slot',
    'MASTERDOWN Link with MASTER is down',
  ])('For a moment, with “%s”, is asked again.', async (refused) => {
    const { clock, server, open, signal } = setUp()
    const store = open()
    server.fates.push({ refused }, { refused }, { refused })
    expect(await clock.settle(store.update('key', async () => 'value', { signal }))).toBe('value')
  })

  test('Publishing alone is no obstacle: others find out by asking.', async () => {
    const { clock, server, open, signal } = setUp()
    server.refusals.set('PUBLISH', 'NOPERM no channels')
    const holder = hold(open(), 'key', signal, 'new')
    await holder.holds
    const waiter = hold(open(), 'key', signal)
    waiter.goOn()
    await clock.advance(0)
    holder.goOn()
    expect(await clock.settle(waiter.written)).toBe('new')
  })

  test('A write for want of memory leaves the lock where it is, and the write is tried again.', async () => {
    const { clock, server, open, signal } = setUp()
    const holder = hold(open(), 'key', signal, 'only good one')
    await holder.holds
    server.refusals.set('SET', 'OOM command not allowed')
    holder.goOn()
    await clock.advance(5000)
    expect([...server.texts.keys()]).toEqual([expect.stringMatching(/:lock$/)])
    server.refusals.clear()
    expect(await clock.settle(holder.written)).toBe('only good one')
  })
})

test('An error shows nothing of the command, though clients quote it.', async () => {
  const { clock, server, open, signal } = setUp()
  const quoting = "ERR unknown command 'EVALSHA', with args beginning with: 'secret-token-in-a-record'"
  const store = open()
  const errors: unknown[] = []
  for (const refused of [quoting, 'secret-token-in-a-record', `OOM secret-token-in-a-record`]) {
    server.fates.push(...Array.from({ length: 20 }, () => ({ refused })))
    errors.push(await clock.settle(failureOf(store.read('key', { signal }))))
    server.fates.length = 0
  }
  expect(errors).toHaveLength(3)
  for (const error of errors) expectNoSecrets(error, ['secret-token-in-a-record'])
})
