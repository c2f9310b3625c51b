import { pnpmCommand, repository } from '../pack.ts'
import { run } from '../run.ts'
import { judgeLicenses, type Licensed } from './judge.ts'
import { exceptions } from './policy.ts'

const runTime = await listLicenses(['--filter', './packages/*', 'licenses', 'list', '--prod'])
const all = await listLicenses(['--recursive', 'licenses', 'list'])
const problems = judgeLicenses(runTime, all, exceptions)
// An empty list would be a list that could not be read.
if (runTime.length === 0 || all.length < runTime.length) problems.push('pnpm listed no dependencies: install first')
if (problems.length > 0) {
  console.error(problems.join('\n'))
  process.exitCode = 1
} else {
  console.log(
    `${runTime.length} dependencies of published packages and ${all.length - runTime.length} others have licences that are allowed.`,
  )
}

async function listLicenses(args: readonly string[]): Promise<Licensed[]> {
  const [command, ...first] = pnpmCommand()
  const listed = await run(command, [...first, ...args, '--json'], { cwd: repository })
  const byLicense: Record<string, ReadonlyArray<{ name: string }>> = JSON.parse(listed)
  return Object.entries(byLicense).flatMap(([license, packages]) => packages.map(({ name }) => ({ name, license })))
}
