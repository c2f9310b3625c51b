import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { differingFiles } from './compare.ts'
import { provideJar } from './jar.ts'
import { findDrift, lockFile } from './lock.ts'
import { findTargets, repository, type Target } from './paths.ts'
import { regenerate } from './regenerate.ts'
import { runCommand } from './run-command.ts'

await runCommand(async () => {
  const targets = await findTargets()
  const full = process.argv.includes('--full')
  const jar = full ? await provideJar(console.log) : undefined
  const findings = await Promise.all(
    targets.map(async (target) => [...(await findDrift(target)), ...(jar ? await compareWithFresh(jar, target) : [])]),
  )
  if (findings.flat().length > 0) throw new Error(findings.flat().join('\n'))
  console.log(
    `${targets.length} generated clients match their specs (${full ? 'regenerated and compared' : 'by hash'}).`,
  )
})

/** Regenerates into a temporary folder and compares both ways: names and bytes. */
async function compareWithFresh(jar: string, target: Target): Promise<string[]> {
  const fresh = await mkdtemp(join(tmpdir(), 'auth-fresh-'))
  try {
    await regenerate(jar, join(repository, target.spec), fresh)
    const files = await differingFiles(fresh, join(repository, target.output))
    return files
      .filter((file) => file !== lockFile)
      .map(
        (file) =>
          `${target.output}/${file} is not what the generator writes now: run \`pnpm generate ${target.provider}\``,
      )
  } finally {
    await rm(fresh, { recursive: true, force: true })
  }
}
