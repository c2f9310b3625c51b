import { describe, expect, test } from 'vitest'
import { createDurableObjectStore } from '../src/create-durable-object-store.ts'
import { startWorkers } from './workerd/start-workers.ts'

const { signal } = new AbortController()

describe.each(['2024-09-01', '2026-11-17'])('On workerd as of %s,', (date) => {
  test('a store keeps what is written.', async () => {
    await using workers = await startWorkers(date)
    const store = createDurableObjectStore(workers.namespace)
    console.time('t')
    expect(await store.update('key', async () => 'one', { signal, lifeMs: 5000 })).toBe('one')
    console.timeEnd('t')
    expect(await store.read('key', { signal })).toBe('one')
    console.log(await workers.object('key').contents(), await workers.object('key').asked())
    await workers.object('key').reset().catch((e) => console.log('E', e, {...e}))
    console.log(await store.read('key', { signal }))
    await workers.object('key').jump(5001)
    console.log(await store.read('key', { signal }))
    await workers.object('key').runAlarm()
    console.log(await workers.object('key').contents())
  })
})
