import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runCommand } from '../../generator/src/run-command.ts'
import { findBuildProblems } from './builds/compare.ts'
import { inspect } from './inspect.ts'
import { packAll, repository } from './pack.ts'
import { budgets, bundledBytes, findMissingBudgets, findSizeProblems, measureSizes } from './sizes.ts'

await runCommand(async () => {
  const directory = await mkdtemp(join(tmpdir(), 'auth-packages-'))
  try {
    const problems: string[] = []
    console.log('packing')
    const packed = await packAll(directory)
    problems.push(...(await findBuildProblems(repository)))
    for (const item of packed) {
      problems.push(...(await inspect(item)))
      console.log(`${item.name}: contents, publint and types checked`)
    }
    const sizes = await measureSizes(directory)
    for (const { name, withoutKy, withKy } of sizes) {
      console.log(
        `${name}: ${withoutKy} bytes min+gzip (budget ${budgets[name]?.withoutKy}), ${withKy} with ky (${budgets[name]?.withKy})`,
      )
    }
    problems.push(...findMissingBudgets(packed), ...findSizeProblems(sizes))
    const [one = '', other = ''] = Object.keys(budgets)
    const added = (await bundledBytes(directory, [one, other], ['ky'])) - (await bundledBytes(directory, [one], ['ky']))
    console.log(`${other} adds ${added} bytes to a bundle that has ${one}: core is shared`)
    if (problems.length > 0) throw new Error(problems.join('\n'))
    console.log(`${packed.length} packages are fit to publish.`)
  } finally {
    await rm(directory, { recursive: true, force: true })
  }
})
