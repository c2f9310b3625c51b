import { execFile } from 'node:child_process'
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { importsOf } from './support/imports.ts'
import { find, read, root } from './support/repository.ts'

/** The operations that the hand-written part of a provider package calls. */
const calls = find('packages/*/src/generated/operations.ts').flatMap((generated) => {
  const src = join(generated, '../..')
  const modules = find(`${src}/*.ts`).filter((module) => importsOf(module).includes('./generated/operations.ts'))
  const handWritten = modules.map(read).join('\n')
  const operations = [...read(generated).matchAll(/^export function (\w+)/gm)]
    .map(([, name]) => name ?? '')
    .filter((name) => new RegExp(`\\b${name}\\(`).test(handWritten))
  return operations.map((operation) => ({ src, provider: src.split('/')[1] ?? '', operation }))
})

let folder: string
let output: string

/** One program with a copy of each package per operation: far faster than a program for each. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'auth-new-status-'))
  for (const { src, provider, operation } of calls) {
    await cp(`${root}${src}`, join(folder, provider, 'unchanged'), { recursive: true })
    const copy = join(folder, provider, operation)
    await cp(`${root}${src}`, copy, { recursive: true })
    const file = join(copy, 'generated/operations.ts')
    const name = `${operation.charAt(0).toUpperCase()}${operation.slice(1)}Result`
    const code = await readFile(file, 'utf8')
    const changed = code.replace(new RegExp(`^export type ${name} =\\s*\\|?`, 'm'), '$& Documented<418, undefined> |')
    if (changed === code) throw new Error(`${operation} has no result type`)
    await writeFile(file, changed)
  }
  const compilerOptions = {
    noEmit: true,
    customConditions: ['@auth/source'],
    paths: { '@auth/core': [`${root}packages/core/src/index.ts`], '@auth/core/*': [`${root}packages/core/src/*.ts`] },
  }
  const config = { extends: `${root}tsconfig.build.json`, compilerOptions, include: ['**/*.ts'] }
  await writeFile(join(folder, 'package.json'), '{"type":"module"}')
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(config))
  const args = [`${root}node_modules/typescript/bin/tsc`, '--pretty', 'false', '-p', folder]
  output = await new Promise((resolve) => {
    execFile(process.execPath, args, { cwd: folder }, (_, stdout) => resolve(stdout))
  })
})

afterAll(() => rm(folder, { recursive: true, force: true }))

function errorsIn(copy: string): string[] {
  return output.split('\n').filter((line) => line.startsWith(`${copy}/`))
}

test('every provider calls operations', () => {
  expect(new Set(calls.map(({ provider }) => provider)).size).toBeGreaterThanOrEqual(4)
})

describe.each(calls)('$provider: a new status of $operation', ({ provider, operation }) => {
  test('is a compile error until the hand-written code says what it means', () => {
    expect(errorsIn(`${provider}/unchanged`)).toEqual([])
    expect(errorsIn(`${provider}/${operation}`)).not.toEqual([])
    expect(errorsIn(`${provider}/${operation}/generated`)).toEqual([])
  })
})
