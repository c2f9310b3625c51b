import { readdir, readFile, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { expect, test } from 'vitest'
import { parse, stringify } from 'yaml'
import { repository } from '../src/paths.ts'
import { runTool } from './support/run-tool.ts'
import { temporaryFolder } from './support/temporary-folder.ts'

interface Problem {
  ruleId: string
  message: string
  location: { source: { ref: string } }[]
}

async function lint(files: readonly string[]): Promise<{ failed: boolean; problems: Problem[] }> {
  const { failed, stdout } = await runTool('redocly', ['lint', '--format=json', '--config=redocly.yaml', ...files])
  // One JSON document per file, one after the other.
  const reports: { problems: Problem[] }[] = JSON.parse(`[${stdout.replaceAll(/^\}\s*\{/gm, '},{')}]`)
  return { failed, problems: reports.flatMap(({ problems }) => problems) }
}

/** One change of a sound spec each: `[what is wrong, the rule that says so, the words, the change]`. */
const operation = '/paths/~1{accountName}~1connect~1revocation/post'
const body = `${operation}/requestBody/content`
const member = '/components/schemas/TokenResponse/properties/token_type'
const mistakes: [name: string, rule: string, message: RegExp, pointer: string, change: (value: never) => unknown][] = [
  [
    'snake-case',
    'auth/operation-id-camel-case',
    /camelCase, not `revoke_token`/,
    operation,
    set('operationId', 'revoke_token'),
  ],
  ['no-id', 'operation-operationId', /operationId/, operation, set('operationId', undefined)],
  ['two-tags', 'operation-singular-tag', /only one tag/, operation, set('tags', ['token', 'token'])],
  [
    'inline-body',
    'auth/named-schemas',
    /body must be a \$ref/,
    `${body}/application~1x-www-form-urlencoded`,
    set('schema', { type: 'object' }),
  ],
  [
    'inline-list',
    'auth/named-schemas',
    /body must be a \$ref/,
    `${operation}/responses/400/content/application~1json`,
    set('schema', { type: 'array', items: { type: 'object', description: 'Inline.' } }),
  ],
  [
    'inline-object',
    'auth/named-schemas',
    /object inside a schema must be a \$ref/,
    member,
    () => ({ type: 'object', description: 'Inline.', properties: { a: { type: 'string', example: 'x' } } }),
  ],
  [
    'two-request-types',
    'auth/one-content-type',
    /request body must have exactly one content type/,
    body,
    set('application/json', { schema: { $ref: '#/components/schemas/RevocationRequest' } }),
  ],
  [
    'request-type',
    'auth/one-content-type',
    /of application\/json, another that ends in \+json, and application\/x-www-form-urlencoded/,
    `${operation}/requestBody`,
    set('content', { 'text/plain': { schema: { $ref: '#/components/schemas/RevocationRequest' } } }),
  ],
  [
    'response-type',
    'auth/one-content-type',
    /response must have exactly one content type/,
    `${operation}/responses/200`,
    set('content', { 'text/html': { schema: { $ref: '#/components/schemas/OAuthError' } } }),
  ],
  [
    'error-type',
    'auth/error-body',
    /The error 400 must have/,
    `${operation}/responses/400`,
    set('content', { 'text/html': {} }),
  ],
  [
    'error-schema',
    'auth/error-body',
    /The error 429 must have/,
    `${operation}/responses/429`,
    set('content', { 'application/json': {} }),
  ],
  ['keyword', 'auth/supported-keywords', /does not check `multipleOf`/, member, set('multipleOf', 2)],
  [
    'no-discriminator',
    'auth/supported-keywords',
    /needs a `discriminator`/,
    '/components/schemas/TokenRequest',
    set('discriminator', undefined),
  ],
  [
    'all-of',
    'auth/supported-keywords',
    /`allOf` is only for a \$ref/,
    '/components/schemas/OAuthError',
    set('allOf', [{ $ref: '#/components/schemas/RevocationRequest' }, { type: 'object' }]),
  ],
  [
    'lost-colon',
    'auth/source-colon',
    /Write `Source: …`/,
    member,
    set('description', 'How the token is presented. Source - MeshyDB docs.'),
  ],
  ['example', 'no-invalid-schema-examples', /type/, member, set('example', 7)],
  [
    'body-example',
    'no-invalid-media-type-examples',
    /client_id/,
    `${body}/application~1x-www-form-urlencoded/examples/refreshToken`,
    set('value', { token: 'x' }),
  ],
]

function set(name: string, value: unknown): (holder: object) => object {
  return (holder) => ({ ...holder, [name]: value })
}

/** Replaces what a JSON pointer leads to. */
function changeAt(document: unknown, pointer: string, change: (value: never) => unknown): unknown {
  const [, name, ...rest] = pointer.split('/').map((part) => part.replaceAll('~1', '/'))
  if (name === undefined) return change(document as never) // the pointer and the change are from one row
  const holder = document as Record<string, unknown> // the rows lead through objects only
  if (!Object.hasOwn(holder, name)) throw new Error(`nothing at ${name}`)
  const below = rest.map((part) => `/${part.replaceAll('/', '~1')}`).join('')
  return { ...holder, [name]: changeAt(holder[name], below, change) }
}

test('the specs keep every rule', async () => {
  const specs = (await readdir(join(repository, 'specs'))).filter((file) => file.endsWith('.yaml'))
  const { failed, problems } = await lint(specs.map((file) => `specs/${file}`))

  expect(specs.length).toBeGreaterThanOrEqual(4)
  expect(problems).toEqual([])
  expect(failed).toBe(false)
})

test('each mistake in a spec is found by the rule for it, which says what is wrong', async () => {
  const folder = await temporaryFolder()
  const sound: unknown = parse(await readFile(join(repository, 'specs/meshy.yaml'), 'utf8'))
  const files = mistakes.map(([name]) => join(folder, `${name}.yaml`))
  for (const [index, [, , , pointer, change]] of mistakes.entries()) {
    await writeFile(files[index] ?? '', stringify(changeAt(sound, pointer, change)))
  }
  const { failed, problems } = await lint(files)
  const found = mistakes.map(([name, rule, message]) => {
    const inFile = problems.filter(({ location }) => basename(location[0]?.source.ref ?? '') === `${name}.yaml`)
    const problem = inFile.find(({ ruleId, message: text }) => ruleId === rule && message.test(text))
    return problem ? `${name}: ${rule}` : `${name}: not found in ${JSON.stringify(inFile)}`
  })

  expect(found).toEqual(mistakes.map(([name, rule]) => `${name}: ${rule}`))
  expect(failed).toBe(true)
})
