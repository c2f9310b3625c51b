import { expect, test } from 'vitest'
import { nameProvider, toCamelCase } from '../src/names.ts'

test.each<[string, string | undefined, string, string]>([
  ['acme', undefined, 'Acme', 'Acme'],
  ['acme-cloud', undefined, 'AcmeCloud', 'AcmeCloud'],
  ['elasticpath', 'Elastic Path', 'Elastic Path', 'ElasticPath'],
  ['meshy', 'MeshyDB', 'MeshyDB', 'MeshyDB'],
  ['genlogs', 'GenLogs, Inc.', 'GenLogs, Inc.', 'GenLogsInc'],
])('%s with the title %s is %s to people and %s in types', (name, given, title, pascal) => {
  expect(nameProvider(name, given)).toEqual({ name, title, pascal })
})

test.each([
  ['create_access_token', 'createAccessToken'],
  ['createToken', 'createToken'],
  ['X-Api-Key', 'xApiKey'],
  ['page[limit]', 'pageLimit'],
  ['JWT', 'jwt'],
  ['OAuthToken', 'oAuthToken'],
  ['EP-Account', 'epAccount'],
])('%s becomes the member %s', (wire, name) => {
  expect(toCamelCase(wire)).toBe(name)
})
