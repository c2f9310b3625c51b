import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { adoptSpec } from '../src/adopt/adopt-spec.ts'
import { readSpec } from '../src/source/read-spec.ts'
import { adoptText, loginWith } from './support/adopt-text.ts'
import { temporaryFolder } from './support/repository-copy.ts'

const answer = (members: string) => `{ type: object, properties: { access_token: { type: string }, ${members} } }`

/** What becomes of a member of the answer. */
function memberOf(member: string, components?: string): { schema: unknown; changes: string } {
  const { document, changes } = adoptText(loginWith(answer(`it: ${member}`)), components)
  return { schema: document['components'].schemas.Login200.properties.it, changes: changes.join('\n') }
}

test.each<[string, string, object]>([
  ['several types', '{ type: [string, "null"], examples: [a] }', { type: 'string', nullable: true, example: 'a' }],
  ['a constant', '{ const: 7 }', { type: 'number', enum: [7], example: 7 }],
  [
    'a choice with null',
    '{ oneOf: [{ type: integer }, { type: "null" }] }',
    { type: 'integer', nullable: true, example: 1 },
  ],
  [
    'a choice of texts',
    '{ anyOf: [{ enum: [a, b] }, { enum: [c] }] }',
    { type: 'string', enum: ['a', 'b', 'c'], example: 'a' },
  ],
  ['a choice of kinds', '{ oneOf: [{ type: string }, { type: array, items: {} }] }', {}],
  ['an exclusive limit', '{ type: integer, exclusiveMinimum: 3 }', { type: 'integer', minimum: 3, example: 3 }],
  ['an example that does not fit', '{ type: integer, example: many }', { type: 'integer', example: 1 }],
  ['a pattern that is none', '{ type: string, pattern: "(?<x" }', { type: 'string', example: 'example' }],
  [
    'values that YAML reads as others',
    '{ type: string, enum: [1, 2] }',
    { type: 'string', enum: ['1', '2'], example: '1' },
  ],
  ['bytes', '{ type: string, format: byte }', { type: 'string', example: 'example' }],
  ['anything', 'true', {}],
])('%s is written so that code can be generated', (_, member, wanted) => {
  expect(memberOf(member).schema).toEqual({ ...wanted, description: 'The member `it`.' })
})

test('text of a document reaches what is generated in no other way than as a text', () => {
  const { document } = adoptText(loginWith(answer('it: { type: string, x-open-enum: "any; process.exit()" }')))
  expect(JSON.stringify(document)).not.toContain('process.exit')
})

test('schemas that hold themselves, are referred to by nothing or are put together from themselves are no matter', () => {
  const schemas = `{ schemas: {
    Tree: { type: object, properties: { kids: { type: array, items: { $ref: "#/components/schemas/Tree" } } } },
    List: { type: array, items: { $ref: "#/components/schemas/List" } },
    Odd: { allOf: [{ $ref: "#/components/schemas/Odd" }, { type: object, properties: { a: { type: string } } }] },
    Lost: { type: object, properties: { lost: { $ref: "#/components/schemas/Lost" } } } } }`
  const refer = (name: string) => memberOf(`{ $ref: "#/components/schemas/${name}" }`, schemas)
  expect(refer('Tree').schema).toEqual({ $ref: '#/components/schemas/Tree' })
  expect(refer('List').changes).toMatch(/took `.*` for a value of any kind: it holds itself/)
  expect(refer('Odd').changes).toMatch(/`Odd` is put together from itself/)
  expect(refer('Tree').changes).toContain('left out components that nothing refers to')
})

test('what only the server may set is not sent, and what is only sent is not expected in an answer', () => {
  const both = `{ schemas: { User: { type: object, required: [id, password], properties: { id: { type: string, readOnly: true }, password: { type: string, writeOnly: true }, access_token: { type: string } } } } }`
  const user = '{ $ref: "#/components/schemas/User" }'
  const { document } = adoptText(loginWith(user, user), both)
  const members = (name: string) => Object.keys(document['components'].schemas[name].properties)
  expect(members('User')).toEqual(['password', 'access_token'])
  expect(members('UserResponse')).toEqual(['id', 'access_token'])
})

test('two operations, parameters and schemas that would have one name get one each', () => {
  const { document } = adoptText(
    `{ /login: { post: { operationId: log-in, requestBody: { content: { application/json: { schema: { type: object, properties: { password: { type: string } } } } } }, responses: { "200": { description: OK, content: { application/json: { schema: ${answer('')} } } } } } },
       /a: { get: { operationId: log_in, responses: { "200": { description: OK } } } }, /b: { get: { operationId: delete, responses: { "200": { description: OK } } } } }`,
    '{}',
    { all: true, signIn: 'log-in' },
  )
  const ids = Object.values<object>(document['paths']).flatMap((item) =>
    Object.values(item).map(({ operationId }) => operationId),
  )
  expect(ids).toEqual(['logIn', 'logIn2', 'getB'])
})

test('the password goes to the server of the sign-in, and not to the document’s other one', () => {
  const paths = loginWith(answer('')).replace(
    '{ operationId',
    '{ servers: [{ url: "https://id.test/v2/" }], operationId',
  )
  const { document, servers } = adoptText(paths)
  expect(document['servers']).toEqual([{ url: 'https://id.test/v2' }])
  expect(servers).toEqual({ hasHost: true, apiUrl: 'https://host.test' })
})

test('an operation that is somewhere else than the sign-in stays there', () => {
  const other = '/logout: { post: { operationId: logout, responses: { "204": { description: OK } } } }'
  const login = loginWith(answer('')).replace('{ operationId', '{ servers: [{ url: "https://id.test" }], operationId')
  const { document } = adoptText(`${login.slice(0, -1)}, ${other} }`, '{}', { all: true })
  expect(document['paths']['/logout'].post.servers).toEqual([{ url: 'https://host.test' }])
  expect(document['paths']['/login'].post.servers).toBeUndefined()
})

test.each(['/api', 'http://host.test', 'https://your-domain.com', 'https://{host}/api'])(
  'a document whose server is %s asks users for the host, and none gets a password that nobody named',
  (url) => {
    const { servers } = adoptText(
      loginWith(answer('')),
      '{}',
      {},
      { servers: [{ url, variables: { host: { default: 'host' } } }] },
    )
    expect(servers.hasHost).toBe(false)
  },
)

test('files may be written as any YAML is, whoever else cannot read that', async () => {
  const folder = await temporaryFolder()
  const root = 'openapi: 3.0.3\ninfo: { title: Two, version: "1" }\npaths:\n  /a:\n    $ref: parts/a.yaml\n'
  await writeFile(join(folder, 'two.yaml'), root)
  await mkdir(join(folder, 'parts'))
  // A flow that ends less far in than it begins.
  const value = '  x-note: {\n    "flows": [\n      1\n    ]\n  }\n'
  await writeFile(join(folder, 'parts/a.yaml'), `get:\n${value}  responses: { "200": { $ref: ../ok.yaml } }\n`)
  await writeFile(join(folder, 'ok.yaml'), 'description: OK\nx-samples: [{ $ref: sample.sh }]\n')
  await writeFile(join(folder, 'sample.sh'), "curl -X POST '{url}' \\\n  -d {}\n")
  const { document } = await readSpec(join(folder, 'two.yaml'))
  expect(document['paths']['/a'].get['x-note']).toEqual({ flows: [1] })
  expect(JSON.stringify(document)).toContain('"description":"OK"')
  await writeFile(join(folder, 'ok.yaml'), 'description: {\n')
  await expect(readSpec(join(folder, 'two.yaml'))).rejects.toThrow(/ok\.yaml is neither YAML nor JSON/)
})

test('a document of several files is brought together, and a refusal names the file and line', async () => {
  const folder = await temporaryFolder()
  await mkdir(join(folder, 'paths'))
  const root = `openapi: 3.0.3\ninfo: { title: Two, version: "1" }\npaths:\n  /login:\n    $ref: paths/login.yaml\n`
  await writeFile(join(folder, 'two.yaml'), root)
  const responses = `responses: { "200": { description: OK, content: { application/json: { schema: { $ref: ../token.yaml } } } } }`
  const login = `post:\n  operationId: login\n  ${responses}\n  requestBody:\n    content: { text/xml: { schema: { type: string } } }\n`
  await writeFile(join(folder, 'paths/login.yaml'), login)
  await writeFile(join(folder, 'token.yaml'), 'type: object\nproperties: { access_token: { type: string } }\n')
  const { document, changes, where } = await readSpec(join(folder, 'two.yaml'))
  expect(changes).toEqual(['brought its files together in one'])
  expect(() => adoptSpec(document)).toThrow(/`login` sends its body as text\/xml/)
  expect(where(['paths', '/login', 'post', 'requestBody'])).toBe('login.yaml:4, #/post/requestBody')
})
