import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, test } from 'vitest'
import { createFileStore } from '../../../src/file-store.ts'
import { storeConformance } from '../../../src/store-conformance.ts'

describe('The store in files conforms', () => {
  const parent = mkdtempSync(join(tmpdir(), 'file-store-conformance-'))
  afterAll(() => rmSync(parent, { recursive: true }))
  const createStore = () => createFileStore({ directory: join(parent, 'sessions') })
  for (const { name, run } of storeConformance({ createStore, patienceMs: 20_000, graceMs: 300 })) test(name, run)
})
