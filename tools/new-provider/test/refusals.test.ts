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
  [
    'a document without a version',
    {},
    'info: {}',
    /not an OpenAPI document: it has neither `openapi: 3.0.3` nor `swagger: "2.0"`/,
  ],
  ['Swagger 1.2', {}, 'swagger: "1.2"', /is OpenAPI 1\.2: it must be Swagger 2\.0 or OpenAPI 3\.0, 3\.1 or 3\.2/],
  ['no operations', {}, 'openapi: 3.0.3\npaths: {}', /no operations/],
  [
    'an operation that is not there',
    { signIn: 'login' },
    source,
    /no operation login.*likely first: createAccessToken \(of 2 operations\)/,
  ],
  ['an operation to keep that is not there', { only: ['login'] }, source, /no operation login.*createAccessToken/],
  [
    'a reference to a file that is not there',
    {},
    changed(['"#/components/responses/', '"other.yaml#/']),
    /other\.yaml, which/,
  ],
  [
    'a reference to the network',
    {},
    changed(['"#/components/responses/', '"https://x.test/y#/']),
    /y#\/OAuthError` is on the/,
  ],
  ['a reference to nothing', {}, changed(['responses/OAuthError"', 'responses/Other"']), /Other` leads nowhere/],
  ['a server that is no URL', { server: 'ledger.test' }, source, /`--server` must be an absolute URL/],
  [
    'a body that cannot be sent',
    {},
    changed(
      ['application/x-www-form-urlencoded', 'text/xml'],
      [/ {8}application\/json:\n {10}schema:\n {12}type: object\n(?= {2}responses)/g, ''],
    ),
    /`createAccessToken` sends its body as text\/xml, which.*ledger\.yaml:24, #\/paths\/~1oauth2~1token\/post\/requestBody/,
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

test('a dump of another tool is kept in a file, and told in one line', async () => {
  const root = await copyRepository()
  const trace = 'openapi-generator failed:\nWARN: something\njava.lang.RuntimeException: no\n\tat Foo.bar(Foo.java:1)'
  const generate = (): Promise<void> => Promise.reject(new Error(trace))
  const request = { name: 'ledger', spec: ledgerSpec, ...onlyToken }

  const told = await createProvider(request, { root, generate }).catch((error: Error) => error.message)
  expect(told).toBe(
    'openapi-generator failed: java.lang.RuntimeException: no. All that it said is in tools/new-provider/.cache/ledger.log: please report it with the document',
  )
  expect(await readFile(join(root, 'tools/new-provider/.cache/ledger.log'), 'utf8')).toBe(trace)
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
