import { createElasticPathAuth } from '@auth/elasticpath'
import { createGenlogsAuth } from '@auth/genlogs'
import { createGooruAuth } from '@auth/gooru'
import { createMeshyAuth } from '@auth/meshy'
import { expect, test } from 'vitest'
import { emulate } from './support/emulated.ts'

// What the emulator can do beyond the documents, so that clients are tried with it. All of it is listed here.

const unavailable = { times: Number.POSITIVE_INFINITY, kind: 'unavailable' } as const

test('Gooru: an outage, which comes from a proxy, is outside the document', async () => {
  const { emulator, options } = await emulate('gooru', {}, { violations: [/status 503 is not described/] })
  const { clientId, clientKey, username, password } = emulator.credentials.gooru
  const credentials = { username, password }
  const auth = createGooruAuth({ host: 'gooru.org', clientId, clientKey, credentials, ...options })
  emulator.fail({ provider: 'gooru', ...unavailable })
  await expect(auth.getToken()).rejects.toThrow('not as the document describes')
})

test('MeshyDB: an outage, which comes from a gateway, is outside the document', async () => {
  const { emulator, options } = await emulate('meshy', {}, { violations: [/status 503 is not described/] })
  const { accountName, publicKey, username, password } = emulator.credentials.meshy
  const auth = createMeshyAuth({ accountName, publicKey, credentials: { username, password }, ...options })
  emulator.fail({ provider: 'meshy', ...unavailable })
  await expect(auth.getToken()).rejects.toThrow('not as the document describes')
})

test('MeshyDB and Gooru: a success that was cut off on the way is outside the document', async () => {
  const cutOff = { kind: 'truncate', times: Number.POSITIVE_INFINITY } as const
  const meshy = await emulate('meshy', {}, { violations: [/200: the body is not JSON/] })
  meshy.emulator.fail({ provider: 'meshy', ...cutOff })
  const { accountName, publicKey } = meshy.emulator.credentials.meshy
  const credentials = { username: 'guest', anonymous: true } as const
  const meshyAuth = createMeshyAuth({ accountName, publicKey, credentials, ...meshy.options })
  await expect(meshyAuth.getToken()).rejects.toThrow('not as the document describes')
  const gooru = await emulate('gooru', {}, { violations: [/200: the body is not JSON/] })
  gooru.emulator.fail({ provider: 'gooru', ...cutOff })
  const { clientId, clientKey } = gooru.emulator.credentials.gooru
  const visitor = { credentials: { anonymous: true } } as const
  const gooruAuth = createGooruAuth({ host: 'gooru.org', clientId, clientKey, ...visitor, ...gooru.options })
  await expect(gooruAuth.getToken()).rejects.toThrow('not as the document describes')
})

test('MeshyDB: an account that does not exist is outside the document', async () => {
  const { emulator, options } = await emulate('meshy', {}, { violations: [/status 404 is not described/] })
  const { publicKey, username, password } = emulator.credentials.meshy
  const auth = createMeshyAuth({ accountName: 'other', publicKey, credentials: { username, password }, ...options })
  await expect(auth.getToken()).rejects.toThrow('not as the document describes')
})

test.for(['client-token', 'token'])(
  'Elastic Path: an outage of %s, which comes from a gateway, is outside the document',
  async (endpoint) => {
    const { emulator, options } = await emulate('elasticpath', {}, { violations: [/status 503 is not described/] })
    const { clientId, passwordProfileId, username, password } = emulator.credentials.elasticpath
    const credentials = { username, password }
    const auth = createElasticPathAuth({ clientId, passwordProfileId, credentials, ...options })
    emulator.fail({ provider: 'elasticpath', endpoint, ...unavailable })
    await expect(auth.getToken()).rejects.toThrow('not as the document describes')
  },
)

test('GenLogs: an outage, which comes from a gateway, is outside the document', async () => {
  const { emulator, options } = await emulate('genlogs', {}, { violations: [/status 503 is not described/] })
  const { apiKey, email, password } = emulator.credentials.genlogs
  const auth = createGenlogsAuth({ apiKey, credentials: { email, password }, ...options })
  emulator.fail({ provider: 'genlogs', ...unavailable })
  await expect(auth.getToken()).rejects.toThrow('not as the document describes')
})
