import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createProvider, type NewProvider } from '../src/create-provider.ts'
import { copyRepository, generateLedger, ledgerSpec, readTree, temporaryFolder } from './support/repository-copy.ts'

const source = await readFile(ledgerSpec, 'utf8')

/** What is wrong with a document, by the change that makes it so. */
function changed(...changes: [from: string | RegExp, to: string][]): string {
  return changes.reduce((text, [from, to]) => text.replaceAll(from, to), source)
}

const onlyToken = { only: ['create_access_token'] }

test.for<[name: string, wanted: Partial<NewProvider>, document: string, message: RegExp]>([
  ['a package of that name', { name: 'meshy' }, source, /packages\/meshy is there already/],
  ['a spec of that name', { name: 'genlogs' }, source, /specs\/genlogs\.yaml is there already/],
  ['a name with capitals', { name: 'Ledger' }, source, /`Ledger` cannot be the name.*lower-case/],
  ['a name that is a path', { name: '../ledger' }, source, /cannot be the name/],
  ['a name with a scope', { name: '@auth/ledger' }, source, /cannot be the name/],
  ['a name that starts with a digit', { name: '9ledger' }, source, /cannot be the name/],
  ['an empty name', { name: '' }, source, /cannot be the name/],
  ['a title without letters', { title: '東京' }, source, /title `東京` gives no name/],
  ['a document that is not there', { spec: 'nowhere.yaml' }, source, /nowhere\.yaml does not exist/],
  ['a document that is a folder', { spec: '.' }, source, /cannot be read \(EISDIR\)/],
  ['a document that is neither YAML nor JSON', {}, '{"openapi": "3.0.3", ', /neither YAML nor JSON: /],
  ['a document of plain text', {}, 'hello', /is not an OpenAPI document/],
  ['a document without a version', {}, 'info: {}', /not an OpenAPI document: it has no `openapi: 3.0.3`/],
  ['Swagger 2.0', {}, 'swagger: "2.0"', /is Swagger 2\.0, and the generator reads OpenAPI 3\.0 only\. Convert/],
  ['OpenAPI 3.1', {}, 'openapi: 3.1.0', /is OpenAPI 3\.1\.0.*3\.0 only.*nullable/],
  ['no operations', {}, 'openapi: 3.0.3\npaths: {}', /no operations/],
  [
    'an operation that is not there',
    { signIn: 'login' },
    source,
    /no operation login.*createAccessToken, listInvoices/,
  ],
  ['an operation to keep that is not there', { only: ['login'] }, source, /no operation login.*createAccessToken/],
  ['several operations that could sign in', {}, changed([/access_token: \{/g, 'x: {']), /--sign-in`, one of create/],
  ['a reference to another file', {}, changed(['"#/components/responses/', '"other.yaml#/']), /bundle/],
  ['a reference to nothing', {}, changed(['responses/OAuthError"', 'responses/Other"']), /Other` leads nowhere/],
  ['a server without a host', onlyToken, changed(['https://api.ledger.test', '/v1']), /`servers` must be the absolute/],
  [
    'an option that all have',
    onlyToken,
    changed(['scope: {', 'headers: {'], ['x: {', 'y: {']),
    /`headers`.*every provider has/,
  ],
  [
    'a choice of schemas',
    onlyToken,
    changed(['allOf', 'oneOf']),
    /lacks.*\n- #.*OAuthError: A `oneOf` needs a `discriminator`.*\nMend it there/s,
  ],
])('%s is refused with words that help, and nothing is left behind', async ([, wanted, document, message]) => {
  const root = await copyRepository()
  const spec = await temporaryFolder()
  await writeFile(join(spec, 'ledger.yaml'), document)
  const before = await readTree(root)
  const request = { name: 'ledger', ...wanted, spec: join(spec, wanted.spec ?? 'ledger.yaml') }

  await expect(createProvider(request, { root, generate: generateLedger })).rejects.toThrow(message)
  expect(await readTree(root)).toEqual(before)
})

test('where the generator cannot run, its words are told, and nothing is left behind', async () => {
  const root = await copyRepository()
  const before = await readTree(root)
  const generate = (): Promise<void> => Promise.reject(new Error('Java was not found'))
  const request = { name: 'ledger', spec: ledgerSpec, ...onlyToken }

  await expect(createProvider(request, { root, generate })).rejects.toThrow('Java was not found')
  expect(await readTree(root)).toEqual(before)
})

test('what cannot be moved to its place takes everything else back with it', async () => {
  const root = await copyRepository()
  // Where the folder of changesets should be, there is a file.
  await writeFile(join(root, '.changeset'), 'in the way')
  const before = await readTree(root)
  const request = { name: 'ledger', spec: ledgerSpec, ...onlyToken }

  await expect(createProvider(request, { root, generate: generateLedger })).rejects.toThrow(/changeset/)
  expect(await readTree(root)).toEqual(before)
})
