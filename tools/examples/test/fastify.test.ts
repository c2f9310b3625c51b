import { afterAll, beforeAll } from 'vitest'
import { testApi } from '../src/api-cases.ts'
import { type Installed, installExample } from '../src/install.ts'
import { type Started, startExample } from '../src/start.ts'

let example: Installed
let app: Started
beforeAll(async () => {
  example = await installExample('fastify')
  app = await startExample(example.folder, 'demo')
})
afterAll(async () => {
  for (const one of [app, example]) await one?.[Symbol.asyncDispose]()
})

testApi(() => app)
