import { expect, test } from 'vitest'
import { createElasticPathAuth, type ElasticPathAuthOptions } from '../src/index.ts'
import { ada } from './support.ts'

const good = { clientId: 'client', passwordProfileId: 'profile', credentials: ada }

test.each<[string, object]>([
  ['clientId', { clientId: 'client\n' }],
  ['clientId', { clientId: '' }],
  ['clientSecret', { clientSecret: 'secret-from-a-file\r\n' }],
  ['passwordProfileId', { passwordProfileId: 'pro\nfile' }],
  ['clientToken', { clientId: undefined, clientToken: 'client-token\n' }],
  ['authBaseUrl', { authBaseUrl: 'https://store.example\n' }],
])('A wrong %s is reported when the client is made, without its value: %j.', (name, wrong) => {
  const options = { ...good, ...wrong } as ElasticPathAuthOptions // wrong on purpose
  const create = (): unknown => createElasticPathAuth(options)
  expect(create).toThrow(TypeError)
  expect(create).toThrow(new RegExp(`^@auth/elasticpath: .*\`${name}\` must be .*(line breaks|white space)`))
  expect(create).not.toThrow(/from-a-file/)
})
