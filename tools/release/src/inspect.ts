import { createRequire } from 'node:module'
import { join } from 'node:path'
import { publint } from 'publint'
import { formatMessage } from 'publint/utils'
import { findContentProblems } from './contents.ts'
import type { Packed } from './pack.ts'
import { failureOf, run } from './run.ts'

const require = createRequire(import.meta.url)

/** Everything that is wrong with a package as it was packed: a sentence per finding. */
export async function inspect(packed: Packed): Promise<string[]> {
  return [...(await findContentProblems(packed)), ...(await lint(packed)), ...(await checkTypes(packed))]
}

async function lint({ name, folder }: Packed): Promise<string[]> {
  const { messages, pkg } = await publint({ pkgDir: folder, strict: true, pack: false })
  return messages.map((message) => `${name}: ${formatMessage(message, pkg)}`)
}

/** attw has no stable API: its command is run on the tarball. */
async function checkTypes({ name, tarball, folder }: Packed): Promise<string[]> {
  const attw = join(require.resolve('@arethetypeswrong/cli/package.json'), '..', 'dist/index.js')
  const args = [attw, '--profile', 'esm-only', '--no-emoji', tarball]
  const failure = await failureOf(run(process.execPath, args, { cwd: folder }))
  return failure === undefined ? [] : [`${name}: ${failure}`]
}
