import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { addChangeset } from '../changesets.ts'
import { createLimit } from '../limit.ts'
import { repository } from '../pack.ts'
import { startLoopbackRegistry } from '../registry/loopback.ts'
import { readUplink } from '../registry/uplink.ts'
import { prepareConsumers, tryAll, upgradeAll } from './consumers.ts'
import { createEnvironment } from './environment.ts'
import { readExamples } from './examples.ts'
import { tryDeno, tryJsr } from './later/deno.ts'
import { startFaultyRegistry } from './later/faulty-registry.ts'
import { tryHotfix } from './later/hotfix.ts'
import { tryMajor } from './later/major.ts'
import { tryMatrix, tryTwoCopies } from './later/matrix.ts'
import { tryPrereleases } from './later/prereleases.ts'
import { reviseSpec } from './later/revise.ts'
import { tryNames } from './names.ts'
import { release, Stopped } from './release.ts'
import type { Report } from './report.ts'
import { trySignatures } from './signatures.ts'
import { listProviders, trialOf, trialOfAll, trialOfEarlier } from './trials.ts'
import { copyWorkspace } from './workspace.ts'

/** A release, an upgrade, and people who install both: all in `directory`, with a registry on loopback. */
export async function rehearse(directory: string, report: Report): Promise<void> {
  const { variables: env, useNpmrc } = await createEnvironment(join(directory, 'home'))
  const uplink = await readUplink()
  await using registry = await startLoopbackRegistry({
    directory: join(directory, 'registry'),
    own: ['@auth/*'],
    uplink,
  })
  await useNpmrc(`registry=${registry.url}\n${registry.credentials}`)
  // As many as a small machine has cores.
  const sideBySide = createLimit(2)
  const workspace = { root: join(directory, 'workspace'), env }
  const consumers = { folder: join(directory, 'projects'), env, report, sideBySide }
  const rehearsal = { directory, workspace, registry, report }

  await must(report, 'a fresh copy of the workspace', async () => {
    await copyWorkspace(workspace.root, env)
    return 'nothing built, an empty home'
  })
  const first = await release(rehearsal, 'first release')
  const examples = readExamples(await readFile(join(repository, 'README.md'), 'utf8'))
  const providers = listProviders(first)
  const all = trialOfAll(providers, examples)
  await must(report, 'what users try with', () => prepareConsumers(consumers))
  await trySignatures(consumers)
  const alone = providers.map((provider) => trialOf(provider, examples))
  const tried = await tryAll(consumers, [...alone, all], first)

  const [revised = ''] = providers
  await report.try('after the first tag: an edit of a spec', () =>
    reviseSpec(workspace, revised.replace('@auth/', ''), 'after_the_first_release'),
  )
  await addChangeset(workspace, { '@auth/core': 'minor' }, 'A rehearsal of the next release.')
  const next = await release(rehearsal, 'next release')
  const newest = first.map((item) => next.find(({ name }) => name === item.name) ?? item)
  await upgradeAll(consumers, tried, newest)
  await tryAll(consumers, [trialOfEarlier(all, first)], newest)
  await tryNames({ consumers, directory, registry, uplink, newest, examples })

  await tryDeno(consumers, registry, revised, examples)
  await tryJsr(consumers, directory, newest)

  await tryPrereleases(rehearsal, revised)
  await using faulty = await startFaultyRegistry(registry, 2)
  await useNpmrc(`registry=${faulty.url}\n${faulty.credentials}`)
  await tryMajor(rehearsal, newest, faulty)
  await useNpmrc(`registry=${registry.url}\n${registry.credentials}`)
  await tryMatrix(consumers, registry, providers, examples)
  await tryTwoCopies(consumers, registry)
  await tryHotfix(rehearsal, consumers, revised)
}

async function must(report: Report, what: string, work: () => Promise<string>): Promise<void> {
  if (!(await report.try(what, work))) throw new Stopped(what)
}
