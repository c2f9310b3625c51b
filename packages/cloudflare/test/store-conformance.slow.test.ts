import { storeConformance } from '@auth/core/store-conformance'
import { afterAll, beforeAll, describe, test } from 'vitest'
import { createDurableObjectStore } from '../src/create-durable-object-store.ts'
import { type RunningWorkers, startWorkers } from './workerd/start-workers.ts'

describe('A store of Durable Objects conforms', () => {
  let workers: RunningWorkers

  beforeAll(async () => {
    workers = await startWorkers('2026-11-17')
  })
  afterAll(() => workers[Symbol.asyncDispose]())

  const createStore = () => createDurableObjectStore(workers.namespace)
  for (const { name, run } of storeConformance({ createStore, patienceMs: 20_000, graceMs: 500 })) test(name, run)
})
