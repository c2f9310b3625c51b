import { cp, mkdir, readFile, symlink, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { compile } from '../../release/src/spec/compile.ts'
import { adoptSpec } from '../src/adopt/adopt-spec.ts'
import { nameProvider } from '../src/names.ts'
import { packageFiles } from '../src/package-files.ts'
import { createModel } from '../src/package-model.ts'
import { readSpec } from '../src/source/read-spec.ts'
import type { Manifest } from '../src/templates/manifest.ts'
import { repository, temporaryFolder } from './support/repository-copy.ts'

const pattern: Manifest = JSON.parse(await readFile(join(repository, 'packages/meshy/package.json'), 'utf8'))

/** The skeleton for a spec of the repository, as modules by path. */
async function skeletonOf(spec: string, name: string, signIn: string): Promise<Map<string, string>> {
  const { document } = await readSpec(join(repository, spec))
  return packageFiles(createModel(nameProvider(name), adoptSpec(document, { signIn, all: true })), pattern)
}

const cases: [name: string, spec: string, generated: string, signIn: string][] = [
  ['meshy', 'specs/meshy.yaml', 'packages/meshy/src/generated', 'createToken'],
  ['meshy-out', 'specs/meshy.yaml', 'packages/meshy/src/generated', 'revokeToken'],
  ['path', 'specs/elasticpath.yaml', 'packages/elasticpath/src/generated', 'createAccountMemberTokens'],
  ['path-client', 'specs/elasticpath.yaml', 'packages/elasticpath/src/generated', 'createClientToken'],
  ['gooru', 'specs/gooru.yaml', 'packages/gooru/src/generated', 'createToken'],
  ['genlogs', 'specs/genlogs.yaml', 'packages/genlogs/src/generated', 'createToken'],
  ['genlogs-again', 'specs/genlogs.yaml', 'packages/genlogs/src/generated', 'refreshToken'],
]

test('the skeleton of every spec compiles, whatever its operations send and answer', async () => {
  const folder = await temporaryFolder()
  await symlink(join(repository, 'tools/new-provider/node_modules'), join(folder, 'node_modules'))
  await writeFile(join(folder, 'package.json'), '{"type":"module"}')
  for (const [name, spec, generated, signIn] of cases) {
    await cp(join(repository, generated), join(folder, name, 'src/generated'), { recursive: true })
    for (const [path, text] of await skeletonOf(spec, name, signIn)) {
      await mkdir(dirname(join(folder, name, path)), { recursive: true })
      await writeFile(join(folder, name, path), text)
    }
  }
  const compilerOptions = { noEmit: true, customConditions: ['@auth/source'] }
  const config = { extends: join(repository, 'tsconfig.build.json'), compilerOptions, include: ['*/src/**/*.ts'] }
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(config))
  expect(await compile(folder, 'tsconfig.json')).toBe('')
})

test('the adapter has a branch for every status of the spec, with its description', async () => {
  const code = (await skeletonOf('specs/gooru.yaml', 'gooru', 'createToken')).get('src/adapter.ts') ?? ''
  const { document } = await readSpec(join(repository, 'specs/gooru.yaml'))
  const responses: object = document['paths']['/token']['post']['responses']
  const signIn = code.slice(0, code.indexOf('FILL IN: `renew`'))
  const branches = [...signIn.matchAll(/case (\d+|'\w+'):/g)].map(([, status]) => status)
  expect(branches).toEqual([...Object.keys(responses), "'undocumented'"])
  expect(code).not.toContain('default:')
})

test('what a spec does not tell throws at the first call, with what is missing and where', async () => {
  const files = await skeletonOf('specs/elasticpath.yaml', 'path', 'createAccountMemberTokens')
  expect(files.get('src/adapter.ts')).toContain("data: fillIn('what a sign-in sends as `data`')")
  const folder = await temporaryFolder()
  await writeFile(join(folder, 'fill-in.ts'), files.get('src/fill-in.ts') ?? '')
  const { fillIn }: { fillIn: (what: string) => never } = await import(join(folder, 'fill-in.ts'))
  expect(() => fillIn('what a sign-in sends as `data`')).toThrow(
    '@auth/path is not finished. Fill in what a sign-in sends as `data`, in packages/path/src/adapter.ts',
  )
})

test('an API key beside the credentials of a person is an option of the application', async () => {
  const files = await skeletonOf('specs/genlogs.yaml', 'acme', 'createToken')
  const [, credentials = '', options = ''] =
    /interface AcmeCredentials (.*?)\n}.*interface AcmeAuthOptions (.*?)\n}/s.exec(files.get('src/options.ts') ?? '') ??
    []
  expect([credentials.includes('apiKey'), options.includes('readonly apiKey: string')]).toEqual([false, true])
  // It is a secret: not a part of the names of sessions, not written down in an example, looked for by the test.
  expect(files.get('src/adapter.ts')).toContain("account: ''")
  expect(files.get('README.md')).toContain("apiKey: process.env.ACME_API_KEY ?? ''")
  expect(files.get('test/sign-in.test.ts')).toContain("const secrets = ['the-apiKey', ")
})

test('a skeleton that signs in by itself needs no such stand-in', async () => {
  const files = await skeletonOf('specs/meshy.yaml', 'meshy', 'createToken')
  expect(files.has('src/fill-in.ts')).toBe(false)
  expect(files.get('src/adapter.ts')).toContain('username: credentials.username')
  expect(files.get('src/adapter.ts')).toContain("account: [accountName, clientId].join('/')")
})

test('the package is as the others, and private until somebody says that it is finished', async () => {
  const { private: isPrivate, ...ours } = JSON.parse(
    (await skeletonOf('specs/gooru.yaml', 'acme', 'createToken')).get('package.json') ?? '{}',
  )
  expect([isPrivate, ours.name, ours.version]).toEqual([true, '@auth/acme', '0.0.0'])
  const { name, version, description, keywords, devDependencies, ...shared } = pattern
  expect(ours).toMatchObject(JSON.parse(JSON.stringify(shared).replaceAll('packages/meshy', 'packages/acme')))
  expect(Object.keys(ours).sort()).toEqual(Object.keys(pattern).sort())
  expect(JSON.stringify(ours)).not.toContain('meshy')
})
