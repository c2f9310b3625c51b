import { cp, mkdir } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import { runChangesets, type Workspace } from '../changesets.ts'
import { pnpmCommand, repository } from '../pack.ts'
import { type LoopbackRegistry, startLoopbackRegistry } from '../registry/loopback.ts'
import { readUplink } from '../registry/uplink.ts'
import { createEnvironment } from '../rehearse/environment.ts'
import type { Report } from '../rehearse/report.ts'
import { copyFiles } from '../rehearse/workspace.ts'
import { run } from '../run.ts'
import { runJob, type StandIn } from './run-job.ts'
import { type Context, readWorkflow } from './workflow.ts'

interface Try {
  readonly directory: string
  readonly registry: LoopbackRegistry
  readonly report: Report
  readonly store: string
}

/** The jobs that release, by workflow, in the order in which they run. */
export const triedJobs: Readonly<Record<string, readonly string[]>> = {
  release: ['mode', 'version', 'pack', 'publish'],
  snapshot: ['pack', 'publish'],
}

/** Runs the jobs that release, in order, in a clean checkout, with a registry on loopback and no secret. */
export async function tryWorkflows(directory: string, report: Report): Promise<void> {
  await using registry = await startLoopbackRegistry({
    directory: join(directory, 'registry'),
    own: ['@auth/*'],
    uplink: await readUplink(),
  })
  const [command, ...args] = pnpmCommand()
  const store = (await run(command, [...args, 'store', 'path'], { cwd: repository })).trim()
  const shared = { directory, registry, report, store }
  for (const [name, jobs] of Object.entries(triedJobs)) await tryOne(shared, name, jobs)
}

async function tryOne(
  { directory, registry, report, store }: Try,
  name: string,
  jobs: readonly string[],
): Promise<void> {
  const cwd = join(directory, name)
  const workflow = readWorkflow(join(repository, `.github/workflows/${name}.yml`))
  const artifacts = join(directory, `${name}-artifacts`)
  const context: Context = {
    'vars.NPM_REGISTRY': registry.url,
    'secrets.NPM_READ_TOKEN': registry.token,
    'secrets.NPM_TOKEN': registry.token,
    'needs.pack.outputs.artifact': '1',
    'github.event.pull_request.number': '7',
    'github.event.repository.default_branch': 'main',
  }
  for (const job of jobs) {
    const done = await report.try(`${name}.yml: ${job}`, async () => {
      const env = await createHome(join(directory, `home-${name}-${job}`), registry, store)
      const scripts = await runJob(workflow, job, { cwd, env, context, actions: standIns(cwd, artifacts, env) })
      return `${scripts.length} scripts`
    })
    if (!done) return
  }
}

/** A runner's home, in which nothing is installed. What pnpm has downloaded before is not downloaded again. */
async function createHome(home: string, registry: LoopbackRegistry, store: string): Promise<NodeJS.ProcessEnv> {
  const { variables, useNpmrc } = await createEnvironment(home)
  await useNpmrc(`registry=${registry.url}\n`)
  const prefix = join(home, 'global')
  const path = [join(prefix, 'bin'), variables['PATH']].join(delimiter)
  return { ...variables, PATH: path, CI: 'true', npm_config_prefix: prefix, pnpm_config_store_dir: store }
}

function standIns(cwd: string, artifacts: string, env: NodeJS.ProcessEnv): Readonly<Record<string, StandIn>> {
  const workspace = (own: NodeJS.ProcessEnv): Workspace => ({ root: cwd, env: own })
  return {
    'actions/checkout': () => checkOut(cwd, env),
    'actions/setup-node': async () => {},
    'actions/upload-artifact': ({ path = '' }) => cp(join(cwd, path), artifacts, { recursive: true }),
    'actions/download-artifact': ({ path = '' }) => cp(artifacts, join(cwd, path), { recursive: true }),
    'changesets/action/select-mode': async () => {},
    'changesets/action/version': async ({ script = '' }, own) => {
      await run('bash', ['-e', '-c', script], { cwd, env: own })
      await commit(cwd, env)
    },
    'changesets/action/publish': (_, own) =>
      runChangesets(workspace(own), 'publish', '--from-pack-dir', artifacts, '--no-git-tag'),
  }
}

/** The first job's checkout is new. Those of later ones are as if they were: what is not committed is taken away. */
async function checkOut(cwd: string, env: NodeJS.ProcessEnv): Promise<void> {
  const isThere = await run('git', ['rev-parse', '--show-cdup'], { cwd, env }).then(
    (up) => up.trim() === '',
    () => false,
  )
  if (isThere) {
    await run('git', ['reset', '--quiet', '--hard'], { cwd, env })
    await run('git', ['clean', '--quiet', '-d', '--force'], { cwd, env })
    return
  }
  await mkdir(cwd, { recursive: true })
  await copyFiles(cwd)
  await run('git', ['init', '--quiet', '--initial-branch=main'], { cwd, env })
  await commit(cwd, env)
}

async function commit(cwd: string, env: NodeJS.ProcessEnv): Promise<void> {
  const author = ['-c', 'user.name=runner', '-c', 'user.email=runner@localhost']
  await run('git', ['add', '--all'], { cwd, env })
  await run('git', [...author, 'commit', '--quiet', '--no-verify', '--message=Checkout'], { cwd, env })
}
