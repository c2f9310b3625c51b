import { describe, test } from 'vitest'
import { encrypted } from '../../src/encrypted.ts'
import { createMemoryStore } from '../../src/index.ts'
import { storeConformance } from '../../src/store-conformance.ts'
import { createTrivialBacking } from './trivial-backing.ts'

const key = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt'])

describe('The store in memory conforms', () => {
  const store = createMemoryStore()
  for (const { name, run } of storeConformance({ createStore: () => store })) test(name, run)
})

describe('An encrypted store conforms', () => {
  const store = createMemoryStore()
  for (const { name, run } of storeConformance({ createStore: () => encrypted(store, key) })) test(name, run)
})

describe('A store that is made of an engine conforms', () => {
  for (const { name, run } of storeConformance(createTrivialBacking())) test(name, run)
})

describe('An encrypted store that is made of an engine conforms', () => {
  const backing = createTrivialBacking()
  const createStore = () => encrypted(backing.createStore(), key)
  for (const { name, run } of storeConformance({ ...backing, createStore })) test(name, run)
})
