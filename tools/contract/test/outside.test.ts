import { createElasticPathAuth, type ElasticPathAuthOptions } from '@auth/elasticpath'
import type { ElasticPathOptions } from '@auth/emulator/fetch'
import { createGooruAuth } from '@auth/gooru'
import { createMeshyAuth } from '@auth/meshy'
import { expect, test } from 'vitest'
import { emulate } from './support/emulated.ts'

// What the emulator can do beyond the documents, so that clients are tried with it. All of it is listed here.

test.for<[string, Partial<ElasticPathAuthOptions>, ElasticPathOptions, RegExp]>([
  ['a client token inside `data`', {}, { clientTokenInData: true }, /required property 'access_token'/],
  [
    'status 409 for a name that is taken',
    {
      credentials: {
        mechanism: 'self_signup',
        username: 'ada@example.com',
        password: 'long-enough',
        name: 'Ada',
        email: 'ada@example.com',
      },
    },
    { duplicateSignupStatus: 409 },
    /status 409 is not described/,
  ],
])('Elastic Path: %s is outside the document', async ([, options, elasticpath, violation]) => {
  const { emulator, ...rest } = await emulate('elasticpath', { elasticpath }, { violations: [violation] })
  const { clientId, passwordProfileId, username, password } = emulator.credentials.elasticpath
  const auth = createElasticPathAuth({
    clientId,
    passwordProfileId,
    credentials: { username, password },
    ...rest.options,
    ...options,
  })
  await expect(auth.getToken()).rejects.toMatchObject({ code: 'network' })
})

test('Gooru: a rate limit is outside the document', async () => {
  const { emulator, options } = await emulate('gooru', {}, { violations: [/status 429 is not described/] })
  const { clientId, clientKey, username, password } = emulator.credentials.gooru
  const credentials = { username, password }
  const auth = createGooruAuth({
    host: 'gooru.org',
    clientId,
    clientKey,
    credentials,
    ...options,
  })
  emulator.fail({ provider: 'gooru', kind: 'rate-limit' })
  await expect(auth.getToken()).rejects.toMatchObject({ code: 'network' })
})

test('MeshyDB: a failure of the server is outside the document', async () => {
  const { emulator, options } = await emulate('meshy', {}, { violations: [/status 500 is not described/] })
  const { accountName, publicKey, username, password } = emulator.credentials.meshy
  const credentials = { username, password }
  const auth = createMeshyAuth({ accountName, publicKey, credentials, ...options })
  emulator.fail({ provider: 'meshy', kind: 'html' })
  await expect(auth.getToken()).rejects.toMatchObject({ code: 'network' })
})
