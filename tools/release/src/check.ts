import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { publint } from 'publint'
import { formatMessage } from 'publint/utils'
import { readExamples, tryAsUser } from './consumer.ts'
import { findContentProblems } from './contents.ts'
import { type Packed, packAll, repository } from './pack.ts'
import { budgets, bundledBytes, findSizeProblems, measureSizes } from './sizes.ts'

const run = promisify(execFile)
const require = createRequire(import.meta.url)
const directory = await mkdtemp(join(tmpdir(), 'auth-packages-'))

try {
  const problems: string[] = []
  console.log('packing')
  const packed = await packAll(directory)
  for (const item of packed) {
    problems.push(...(await findContentProblems(item)), ...(await lint(item)), ...(await checkTypes(item)))
    console.log(`${item.name}: contents, publint and types checked`)
  }
  const sizes = await measureSizes(directory)
  for (const { name, withoutKy, withKy } of sizes) {
    console.log(
      `${name}: ${withoutKy} bytes min+gzip (budget ${budgets[name]?.withoutKy}), ${withKy} with ky (${budgets[name]?.withKy})`,
    )
  }
  problems.push(...findSizeProblems(sizes))
  const [one = '', other = ''] = Object.keys(budgets)
  const added = (await bundledBytes(directory, [one, other], ['ky'])) - (await bundledBytes(directory, [one], ['ky']))
  console.log(`${other} adds ${added} bytes to a bundle that has ${one}: core is shared`)
  const examples = await readExamples(join(repository, 'README.md'))
  for (const name of Object.keys(budgets)) {
    const provider = packed.find((item) => item.name === name)
    const own = examples.filter((example) => example.includes(`'${name}'`) && example.includes('console.log'))
    if (!provider || own.length === 0) problems.push(`${name}: the README has no example that prints something`)
    else
      for (const example of own.slice(0, 1))
        console.log(`${name} as a user: ${await tryAsUser(directory, provider, packed, example)}`)
  }
  if (problems.length > 0) throw new Error(problems.join('\n'))
  console.log(`${packed.length} packages are fit to publish.`)
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
} finally {
  await rm(directory, { recursive: true, force: true })
}

async function lint({ name, folder }: Packed): Promise<string[]> {
  const { messages, pkg } = await publint({ pkgDir: folder, strict: true, pack: false })
  return messages.map((message) => `${name}: ${formatMessage(message, pkg)}`)
}

/** attw has no stable API: its command is run on the tarball. */
async function checkTypes({ name, tarball }: Packed): Promise<string[]> {
  const attw = join(require.resolve('@arethetypeswrong/cli/package.json'), '..', 'dist/index.js')
  return run(process.execPath, [attw, '--profile', 'esm-only', '--no-emoji', tarball]).then(
    () => [],
    ({ stdout }: { stdout: string }) => [`${name}: ${stdout}`],
  )
}
