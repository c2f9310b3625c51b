import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ledgerSpec, repository } from './support/repository-copy.ts'

function newProvider(args: readonly string[], calledFrom: string): Promise<{ code: unknown; told: string }> {
  const main = join(repository, 'tools/new-provider/src/main.ts')
  const env = { ...process.env, INIT_CWD: calledFrom }
  return new Promise((resolve) => {
    execFile(process.execPath, [main, ...args], { cwd: repository, env }, (error, _, told) =>
      resolve({ code: error?.code ?? 0, told }),
    )
  })
}

test.each<[string, string[], RegExp]>([
  ['no name', ['--spec', 'x.yaml'], /^Give one name\n\nUsage: pnpm new:provider <name> --spec <file>/],
  ['two names', ['one', 'two', '--spec', 'x.yaml'], /^Give one name/],
  ['no document', ['ledger'], /^Give the document with --spec\n\nUsage/],
  ['an option that does not exist', ['ledger', '--spec', 'x.yaml', '--force'], /--force.*\n\nUsage/s],
])('the command with %s fails, and says how it is used', async (_, args, message) => {
  const { code, told } = await newProvider(args, repository)
  expect(code).toBe(1)
  expect(told).toMatch(message)
})

test('the document is looked for where the command was called', async () => {
  const args = ['meshy', '--spec', 'nowhere.yaml']
  expect((await newProvider(['ledger-two', ...args.slice(1)], '/some/folder')).told).toMatch(
    /^\/some\/folder\/nowhere\.yaml does/,
  )
  // The name is looked at first: no document is needed to tell that it is taken.
  expect((await newProvider(args, join(ledgerSpec, '..'))).told).toBe(
    'specs/meshy.yaml is there already: choose another name, or remove it first\n',
  )
})
