import type { PackageModel } from '../package-model.ts'
import { type Given, quote } from '../sign-in/members.ts'
import { credentialsCode, exampleCode } from './code.ts'
import { tagOf } from './forms.ts'
import { apiPath } from './sources.ts'

function value({ example, name, secret }: Given): string {
  // No shorter, so that no answer's text is dropped beside it; and not the token, so that it can be looked for.
  if (secret) return quote(`the-${name}`)
  return typeof example === 'string' ? quote(example) : JSON.stringify(example)
}

export function supportFile(model: PackageModel): string {
  const { names, options, servers } = model
  const { pascal, title } = names
  const own = exampleCode(options, value)
  const url = servers.hasHost ? [] : [`authBaseUrl: 'https://host.test${apiPath(model)}'`]
  return `
import { createVirtualClock, type VirtualClock } from '@auth-tools/testing'
import { create${pascal}Auth, type ${pascal}Auth, type ${pascal}AuthOptions } from '../../src/index.ts'

/** Options that are right, with credentials. */
export const good: ${pascal}AuthOptions = {
  ${[...url, ...(own ? [own] : []), `credentials: ${credentialsCode(model, value)}`].join(',\n')},
}

/** A client of ${title} in virtual time. */
export function setUp(options: Partial<${pascal}AuthOptions> = {}): { auth: ${pascal}Auth; clock: VirtualClock } {
  const clock = createVirtualClock()
  return { auth: create${pascal}Auth({ ...good, clock, ...options }), clock }
}
`
}

export function unfinishedFile({ names }: PackageModel): string {
  return `
import { expect, test } from 'vitest'
import { leftToFillIn, manifest } from './support/left-to-fill-in.ts'

test('Nothing is left to fill in when the package can be published: while it is "private", there may be.', () => {
  expect(manifest.private ? [] : leftToFillIn, 'write these, and delete their marks').toEqual([])
})

test('The package is named after its folder.', () => {
  expect(manifest.name).toBe('@auth/${names.name}')
})
`
}

export function leftToFillInFile(): string {
  return `
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const folder = fileURLToPath(new URL('../..', import.meta.url))

export const manifest: { name: string; private?: boolean } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))

/** Where something is to be filled in by hand: a place per mark. */
export const leftToFillIn: readonly string[] = ['src/*.ts', 'README.md'].flatMap((pattern) =>
  globSync(pattern, { cwd: folder })
    .sort()
    .flatMap((path) =>
      readFileSync(join(folder, path), 'utf8')
        .split('\\n')
        .flatMap((line, index) => (/FILL IN|\\bfillIn\\(/.test(line) ? [\`\${path}:\${index + 1}\`] : [])),
    ),
)

/** Whether a sign-in can be tried: nothing stands for what the spec does not tell. */
export const canSignIn: boolean = !/\\bfillIn\\(/.test(readFileSync(join(folder, 'src/adapter.ts'), 'utf8'))
`
}

export function failureTableFile({ signIn }: PackageModel): string {
  const statuses = signIn.statuses.map(({ status }) => status).filter((status) => /^[345]\d\d$/.test(status))
  return `
import { answering, failureOf, readFailureTable } from '@auth-tools/testing'
import { expect, test } from 'vitest'
import { canSignIn } from './support/left-to-fill-in.ts'
import { setUp } from './support/set-up.ts'

const rows = await readFailureTable(new URL('../README.md', import.meta.url))

test('The table has every documented status of a sign-in.', () => {
  const statuses = rows.filter(({ phase }) => phase === 'sign-in').map(({ status }) => status)
  expect(statuses).toEqual(expect.arrayContaining([${statuses.join(', ')}]))
})

test.skipIf(!canSignIn).each(rows)('A $phase that is answered with $status and $body fails with $code as documented.', async (row) => {
  const { phase, status, body, code, retryable } = row
  const { auth, clock } = setUp({ retry: { maxAttempts: 1 }, fetch: answering(status, body) })
  const attempts: Record<string, () => Promise<unknown>> = { 'sign-in': () => auth.signIn() }
  const attempt = attempts[phase]
  if (!attempt) throw new Error(\`write how a test meets the phase: \${phase}\`)
  expect(await failureOf(clock.settle(attempt()))).toMatchObject({ phase, status, code, retryable })
})
`
}

export function signInTestFile(model: PackageModel): string {
  const { names, options, credentials } = model
  const { pascal, name } = names
  const missing = missingOption(model)
  const secrets = [...options, ...credentials].filter(({ required, secret }) => required && secret)
  return `
import { answering, expectNoSecrets } from '@auth-tools/testing'
import { expect, test } from 'vitest'
import { create${pascal}Auth, type ${pascal}AuthOptions } from '../src/index.ts'
import { canSignIn } from './support/left-to-fill-in.ts'
import { good, setUp } from './support/set-up.ts'

const secrets = [${secrets.map(value).join(', ')}]

test.skipIf(!canSignIn)('A service signs in once, when it is needed, and its calls carry the token.', async () => {
  const signIns = answering(${answer(model)})
  const calls = answering(200)
  const { auth } = setUp({
    authBaseUrl: 'https://auth.test',
    apiBaseUrl: 'https://api.test',
    fetch: (input, init) => {
      const request = new Request(input, init)
      return request.url.startsWith('https://auth.test') ? signIns(request) : calls(request)
    },
  })
  await Promise.all([auth.fetch('/one'), auth.fetch('/two')])
  const { value } = await auth.getToken()
  expect(signIns.requests).toHaveLength(1)
  expect(calls.requests.map(({ headers }) => [...headers.values()].join().includes(value))).toEqual([true, true])
})

test('No secret shows in a client.', () => {
  expect(secrets).not.toEqual([])
  expectNoSecrets(setUp().auth, secrets)
})

test.each<[object, RegExp]>([
  [{ nonsense: 1 }, /^@auth\\/${name}: there is no option \`nonsense\`/],
  ${missing ? `[{ ${missing.place} }, /\`${missing.name}\` must be/],` : ''}
])('Wrong options %j are told when the client is made.', (wrong, message) => {
  const options = { ...good, ...wrong } as ${pascal}AuthOptions // wrong on purpose
  expect(() => create${pascal}Auth(options)).toThrow(TypeError)
  expect(() => create${pascal}Auth(options)).toThrow(message)
})
`
}

/** A success, as the arguments of `answering`. */
function answer({ example: { status, body, headers } }: PackageModel): string {
  const given = [String(status), JSON.stringify(body), JSON.stringify(headers)]
  return given.slice(0, Object.keys(headers).length > 0 ? 3 : body === null ? 1 : 2).join(', ')
}

/** Something that must be given, left out. */
function missingOption(model: PackageModel): { name: string; place: string } | undefined {
  if (!model.servers.hasHost) return { name: 'authBaseUrl', place: 'authBaseUrl: undefined' }
  const option = model.options.find(({ required }) => required)
  if (option) return { name: option.name, place: `${option.name}: undefined` }
  if (model.forms.length > 0) return { name: tagOf(model), place: 'credentials: {}' }
  const credential = model.credentials.find(({ required }) => required)
  return credential && { name: credential.name, place: 'credentials: {}' }
}
