import { test } from 'node:test'
import { storeConformance } from '@auth/core/store-conformance'
import { createSqliteStore } from './sqlite-store.ts'

for (const { name, run } of storeConformance({ createStore: () => createSqliteStore('test.db') })) test(name, run)
