import { execFile } from 'node:child_process'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { describe, expect, test } from 'vitest'

const require = createRequire(import.meta.url)
const script = fileURLToPath(new URL('../../../packages/core/test/support/script-with-log.ts', import.meta.url))
const deno = join(require.resolve('deno/package.json'), '../bin.cjs')
const bun = join(require.resolve('bun/package.json'), '../bin/bun.exe')
const node22 = join(require.resolve('node-22/package.json'), '../bin/node')

/** What is written by a script that gets a token, and is refused one. */
async function run(executable: string, ...options: readonly string[]) {
  const env = { ...process.env, AUTH_LOG: 'debug', NO_COLOR: '1' }
  const given = [...options, '--conditions=@auth/source', script]
  const ended: unknown = await promisify(execFile)(executable, given, { env }).catch((error: unknown) => error)
  const { stdout, stderr } = ended as { stdout: string; stderr: string } // as execFile resolves or rejects
  return {
    stdout,
    told: [...stderr.matchAll(/(?:info|error) @auth\/test: (signed in|sign-in failed)/g)].map(([, what]) => what),
  }
}

describe('AUTH_LOG=debug', () => {
  test.each([
    ['Node 22', node22, ['--experimental-strip-types']],
    ['Bun', bun, []],
    ['Deno', deno, ['run', '--no-prompt', '--allow-env=AUTH_LOG']],
  ])('is heard by %s', async (_, executable, options) => {
    expect(await run(executable, ...options)).toEqual({ stdout: 'a result\n', told: ['signed in', 'sign-in failed'] })
  })

  test('is not read by Deno without permission, which would stop the program to ask for it', async () => {
    expect(await run(deno, 'run', '--no-prompt')).toEqual({ stdout: 'a result\n', told: [] })
  })
})
