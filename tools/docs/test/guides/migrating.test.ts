import '../support/environment.ts'
import { createElasticPathAuth } from '@auth/elasticpath'
import { afterEach, expect, test, vi } from 'vitest'
import * as elasticpath from '../../src/guides/migrating/elasticpath.ts'
import * as elasticpathRest from '../../src/guides/migrating/elasticpath-rest.ts'
import * as genlogs from '../../src/guides/migrating/genlogs.ts'
import * as genlogsRest from '../../src/guides/migrating/genlogs-rest.ts'
import * as gooru from '../../src/guides/migrating/gooru.ts'
import * as gooruRest from '../../src/guides/migrating/gooru-rest.ts'
import * as meshy from '../../src/guides/migrating/meshy.ts'
import * as meshyRest from '../../src/guides/migrating/meshy-rest.ts'
import { emulateHosts, people } from '../support/emulated-hosts.ts'

afterEach(() => {
  vi.unstubAllGlobals()
})

test('MeshyDB: what replaces the documented requests brings the same user', async () => {
  const { accountName, publicKey } = emulateHosts().credentials.meshy
  const settings = { accountName, publicKey, username: 'ada', password: people[0]?.password ?? '' }
  const user = await meshyRest.original(settings)
  expect(user).toMatchObject({ username: 'ada' })
  // Each call is an access of its own.
  expect(await meshy.migrated(settings)).toEqual({ ...Object(user), lastAccessed: expect.any(String) })
})

test('Elastic Path: what replaces the documented request brings the same accounts', async () => {
  const { clientId, passwordProfileId: profileId, threeAccounts } = emulateHosts().credentials.elasticpath
  const { username: email, password, accounts } = threeAccounts
  const credentials = { username: email, password, account: { id: accounts[0].id } }
  const { authorization = '' } = await createElasticPathAuth({
    clientId,
    passwordProfileId: profileId,
    credentials,
  }).headers()
  const settings = { profileId, email, password, accountId: accounts[1].id }
  const found = await elasticpathRest.original({ ...settings, clientToken: authorization.replace('Bearer ', '') })
  expect(JSON.stringify(found)).toContain(accounts[1].id)
  expect(await elasticpath.migrated({ ...settings, clientId })).toEqual(found)
})

test('Gooru: what replaces the documented request brings the same person', async () => {
  const settings = emulateHosts().credentials.gooru
  const person = await gooruRest.original(settings)
  expect(person).toEqual({ userId: settings.userId, status: 200 })
  expect(await gooru.migrated(settings)).toEqual(person)
})

test('GenLogs: what replaces the documented request brings the same user', async () => {
  const settings = emulateHosts().credentials.genlogs
  const user = await genlogsRest.original(settings)
  expect(user).toMatchObject({ status: 200 })
  expect(await genlogs.migrated(settings)).toEqual(user)
})
