import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { runCommand } from '../../generator/src/run-command.ts'
import { findBuildProblems } from './builds/compare.ts'
import { type PlannedRelease, packPlanned, planRelease, publishPacked } from './changesets.ts'
import { inspect } from './inspect.ts'
import { createLimit } from './limit.ts'
import { openTarballs, repository } from './pack.ts'
import { listPackages } from './packages.ts'
import { findRegistry, readDestinations } from './registry/destinations.ts'
import { explainRefusals, findRefusals } from './registry/public-registries.ts'
import { writeBills } from './sbom.ts'
import { verify } from './verify/verify.ts'

const usage = `Usage: node src/release.ts pack --out <folder> [--tag <dist-tag>]
       node src/release.ts publish [--tag <dist-tag>]

pack     packs what the registry does not have yet, and inspects it
publish  does the same, and publishes exactly these tarballs
`

/** Packs into `folder` what the registry does not have yet. Nothing that is not fit to be published is left there. */
async function pack(folder: string, tag: string | undefined): Promise<number> {
  const refusals = findRefusals(await readDestinations(repository, repository), process.env)
  if (refusals.length > 0) throw new Error(explainRefusals(refusals))
  const workspace = { root: repository }
  const scratch = await mkdtemp(join(tmpdir(), 'auth-release-'))
  try {
    const plan = join(scratch, 'plan.json')
    const planned = await planRelease(workspace, plan, tag)
    const stale = await findBuildProblems(repository, foldersOf(planned))
    if (stale.length > 0) throw new Error(stale.join('\n'))
    await packPlanned(workspace, plan, folder, await findRegistry(repository))
    if (planned.length === 0) return 0
    const packed = await openTarballs(join(folder, 'packages'), scratch)
    const sideBySide = createLimit(2)
    const problems = (await Promise.all(packed.map((item) => sideBySide(() => inspect(item))))).flat()
    problems.push(...(await writeBills(repository, join(folder, 'sbom'), packed)))
    if (problems.length > 0) {
      await rm(folder, { recursive: true })
      throw new Error(problems.join('\n'))
    }
    for (const { name, manifest } of packed) console.log(`${name} ${manifest.version}: packed and inspected`)
    return planned.length
  } finally {
    await rm(scratch, { recursive: true, force: true })
  }
}

function foldersOf(planned: readonly PlannedRelease[]): string[] {
  const names = planned.map(({ name }) => name)
  return listPackages(repository).flatMap(({ folder, manifest }) => (names.includes(manifest.name) ? [folder] : []))
}

async function publish(tag: string | undefined): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'auth-publish-'))
  try {
    if ((await pack(folder, tag)) === 0) return console.log('The registry has everything already.')
    await verify(folder, repository)
    await publishPacked({ root: repository }, folder)
    console.log('published')
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

await runCommand(async () => {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { out: { type: 'string' }, tag: { type: 'string' } },
  })
  if (positionals[0] === 'pack' && values.out)
    await pack(resolve(process.env['INIT_CWD'] ?? '.', values.out), values.tag)
  else if (positionals[0] === 'publish') await publish(values.tag)
  else throw new Error(usage)
})
