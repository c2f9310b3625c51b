import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { differingFiles } from './compare.ts'
import { provideJar } from './jar.ts'
import { findDrift, lockFile } from './lock.ts'
import { findTargets, repository, type Target } from './paths.ts'
import { regenerateAll } from './regenerate.ts'
import { runCommand } from './run-command.ts'

await runCommand(async () => {
  const targets = await findTargets()
  const full = process.argv.includes('--full')
  const jar = full ? await provideJar(console.log) : undefined
  const drift = await Promise.all(targets.map((target) => findDrift(target)))
  const findings = [...drift.flat(), ...(jar ? await compareWithFresh(jar, targets) : [])]
  if (findings.length > 0) throw new Error(findings.join('\n'))
  console.log(
    `${targets.length} generated clients match their specs (${full ? 'regenerated and compared' : 'by hash'}).`,
  )
})

/** Regenerates into a temporary folder and compares both ways: names and bytes. */
async function compareWithFresh(jar: string, targets: readonly Target[]): Promise<string[]> {
  const fresh = await mkdtemp(join(tmpdir(), 'auth-fresh-'))
  try {
    const outputOf = ({ provider }: Target): string => join(fresh, provider)
    await regenerateAll(
      jar,
      targets.map((target) => ({ spec: join(repository, target.spec), output: outputOf(target) })),
    )
    const differing = targets.map(async (target) => {
      const files = await differingFiles(outputOf(target), join(repository, target.output))
      return files
        .filter((file) => file !== lockFile)
        .map(
          (file) =>
            `${target.output}/${file} is not what the generator writes now: run \`pnpm generate ${target.provider}\``,
        )
    })
    return (await Promise.all(differing)).flat()
  } finally {
    await rm(fresh, { recursive: true, force: true })
  }
}
