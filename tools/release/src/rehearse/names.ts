import { rm, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import type { Packed } from '../pack.ts'
import { type LoopbackRegistry, startLoopbackRegistry } from '../registry/loopback.ts'
import { publishFolder, strangerVersion, writeStrangers } from '../registry/stranger.ts'
import type { Uplink } from '../registry/uplink.ts'
import { failureOf, run } from '../run.ts'
import type { Consumers } from './consumers.ts'
import { readInstalled } from './installed.ts'
import { managers } from './managers.ts'
import { add, createProject, type Project, writeSources } from './project.ts'
import { listProviders, trialOf } from './trials.ts'
import { runExamples } from './try-out.ts'

export interface NamesOptions {
  readonly consumers: Consumers
  readonly directory: string
  readonly registry: LoopbackRegistry
  readonly uplink: Uplink
  readonly newest: readonly Packed[]
  readonly examples: readonly string[]
}

/** What a package manager says when it does not find what it needs. */
const notFound = /\b404\b|not found|no matching version|no version matching/i

/**
 * On the public registry the name of core is somebody else's. Tries what becomes of users whose scope is mapped wrongly,
 * and of those who need both.
 */
export async function tryNames(options: NamesOptions): Promise<void> {
  const { consumers, directory, registry, uplink, newest } = options
  const { env, report } = consumers
  await using open = await startLoopbackRegistry({
    directory: join(directory, 'public-registry'),
    own: ['@auth/*', 'next-auth'],
    uplink,
  })
  const strangers = await writeStrangers(directory)
  const npmrc = join(directory, 'publisher.npmrc')
  await writeFile(npmrc, `${open.credentials}${registry.credentials}`)
  const publisher = { ...env, npm_config_userconfig: npmrc }
  for (const stranger of [strangers.core, strangers.nextAuth]) await publishFolder(stranger, open, publisher)

  const [provider = ''] = listProviders(newest)
  const tarball = newest.find(({ name }) => name === provider)?.tarball ?? ''
  const unmapped = `registry=${open.url}\n`
  const mapped = `${unmapped}@auth:registry=${registry.url}\n`
  const refuses = (title: string, lines: string, ...packages: string[]): Promise<boolean> =>
    withEach(options, title, lines, (project) => mustFail(project, packages))

  await refuses('scope not mapped: a provider', unmapped, provider)
  await refuses('scope not mapped: a provider by tarball', unmapped, tarball)
  await refuses('scope not mapped: @auth/core@1', unmapped, '@auth/core@1')
  await refuses('scope mapped, next-auth without its 0.x', mapped, provider, 'next-auth')
  await report.try('scope not mapped: `npm publish` of a tarball', () => publishByHand(tarball, provider, open, env))
  await report.try('the other 0.x, copied to our registry', async () => {
    await publishFolder(strangers.core, registry, publisher, 'next-auth')
    return `@auth/core ${strangerVersion}, with a dist-tag of its own`
  })
  await withEach(options, 'scope mapped, beside next-auth', mapped, (project) => live(project, provider, options))
}

async function withEach(
  { consumers: { folder, env, report, sideBySide } }: NamesOptions,
  title: string,
  npmrc: string,
  work: (project: Project) => Promise<string>,
): Promise<boolean> {
  return report.try(title, async () => {
    const outcomes = managers.map((manager) =>
      sideBySide(async () => {
        const name = `${manager.name}-${title}`.replace(/[^\w-]+/g, '-')
        const outcome = work(await createProject(join(folder, name), manager, env, npmrc))
        return outcome.then(
          (said) => `${manager.name}: ${said}`,
          (error: Error) => Promise.reject(new Error(`${manager.name}: ${error.message}`)),
        )
      }),
    )
    return (await Promise.all(outcomes)).join('; ')
  })
}

async function mustFail(project: Project, packages: readonly string[]): Promise<string> {
  const failure = await failureOf(add(project, ...packages))
  if (failure === undefined) throw new Error(`${packages.join(' ')} was installed, from where it must not come`)
  if (!notFound.test(failure)) throw new Error(`failed, but not since something was not found: ${failure}`)
  const installed = (await readInstalled(project.folder)).get('@auth/core') ?? []
  if (installed.length > 0) throw new Error(`failed, and left @auth/core ${installed.join(', ')}`)
  return 'refused'
}

/** No script runs when a tarball is published: what it says about its registry is what keeps it from the public one. */
async function publishByHand(
  tarball: string,
  provider: string,
  open: LoopbackRegistry,
  env: NodeJS.ProcessEnv,
): Promise<string> {
  const folder = dirname(tarball)
  const npmrc = join(folder, 'unmapped.npmrc')
  await writeFile(npmrc, `registry=${open.url}\n@auth:registry=${open.url}\n${open.credentials}`)
  for (const tool of ['npm', 'pnpm'] as const) {
    const args = ['publish', basename(tarball), ...(tool === 'pnpm' ? ['--no-git-checks'] : [])]
    await failureOf(run(tool, args, { cwd: folder, env: { ...env, npm_config_userconfig: npmrc } }))
    const { status } = await fetch(`${open.url}${provider.replace('/', '%2f')}`)
    if (status !== 404) throw new Error(`${tool} published ${provider} where the scope is not ours (${status})`)
  }
  await rm(npmrc)
  return 'npm and pnpm: not published there'
}

/** Ours and the other one, each for whom it is meant. */
async function live(project: Project, provider: string, { newest, examples }: NamesOptions): Promise<string> {
  await add(project, provider, 'next-auth')
  const ours = newest.find(({ name }) => name === '@auth/core')?.manifest.version
  const installed = (await readInstalled(project.folder)).get('@auth/core') ?? []
  if (installed.join() !== [strangerVersion, ours].join()) throw new Error(`installed: ${installed.join(', ')}`)
  await writeSources(project, trialOf(provider, examples).examples, [provider])
  await runExamples(project, 1)
  const script = `import { core } from 'next-auth'; console.log(core)`
  const args = ['--input-type=module', '--eval', script]
  const printed = await run(process.execPath, args, { cwd: project.folder, env: project.env })
  if (printed.trim() !== strangerVersion) throw new Error(`next-auth has @auth/core ${printed.trim()}`)
  return installed.join(' and ')
}
