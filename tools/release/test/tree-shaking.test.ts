import { build } from 'esbuild'
import { expect, test } from 'vitest'

const root = new URL('../../../', import.meta.url).pathname

async function bundle(contents: string): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: root },
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    platform: 'browser',
    external: ['ky'],
    conditions: ['@auth/source'],
  })
  return outputFiles[0]?.text ?? ''
}

// Words of the functions that only some documents need: a cookie, a header in an answer, a style, a read-only member.
const awkward = ['does not let a program send', 'getSetCookie', '%7C', '.readOnly']

test('a client does not carry what only documents of other kinds need', async () => {
  const all = await bundle(`export * from '${root}packages/core/src/api.ts'`)
  expect(awkward.filter((words) => !all.includes(words))).toEqual([])

  const client = await bundle(`export * from '${root}packages/genlogs/src/index.ts'`)
  expect(awkward.filter((words) => client.includes(words))).toEqual([])
})
