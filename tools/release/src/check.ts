import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runCommand } from '../../generator/src/run-command.ts'
import { findBuildProblems } from './builds/compare.ts'
import { inspect } from './inspect.ts'
import { packAll, repository } from './pack.ts'
import { describeSizes, findMissingBudgets, findSizeProblems, measureSizes } from './sizes.ts'

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
    console.log(`min+gzip, without ky (budget):\n${describeSizes(sizes).join('\n')}`)
    problems.push(...findMissingBudgets(packed), ...findSizeProblems(sizes))
    if (problems.length > 0) throw new Error(problems.join('\n'))
    console.log(`${packed.length} packages are fit to publish.`)
  } finally {
    await rm(directory, { recursive: true, force: true })
  }
})
