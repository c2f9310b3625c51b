import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { build } from 'esbuild'
import { Miniflare } from 'miniflare'
import type { Outcome } from '../conformance/run.ts'
import type { Setting } from '../conformance/setting.ts'
import { inTurn } from './in-turn.ts'
import type { Project } from './project.ts'
import { type ProviderName, providers } from './providers.ts'
import type { Runtime } from './runtime.ts'
import { startServers } from './servers.ts'

export const compatibilityDate = '2026-11-17'

export const workers: readonly Runtime[] = [
  { name: 'workerd', title: 'workerd', run: (project) => runAll(project, true) },
  { name: 'workerd-alone', title: 'workerd without `waitUntil`', run: (project) => runAll(project, false) },
]

async function runAll(project: Project, waits: boolean): ReturnType<Runtime['run']> {
  const columns = await inTurn(providers, 2, async (provider) => {
    await using servers = await startServers()
    return { provider, outcomes: await runWorker(await bundle(project, provider), servers.setting, waits) }
  })
  return { version: await workerdVersion(), columns }
}

async function runWorker(script: string, setting: Setting, waits: boolean): Promise<Outcome[]> {
  const miniflare = new Miniflare({
    ...{ modules: true, script, compatibilityDate, host: '127.0.0.1' },
    // It warns of each promise of an ended request, which is what some cases are about.
    handleStructuredLogs: () => {},
    bindings: { setting: JSON.parse(JSON.stringify(setting)), waits },
    durableObjects: { AUTH_SESSIONS: { className: 'AuthSession', useSQLite: true } },
  })
  try {
    const origin = await miniflare.ready
    const names: string[] = await (await fetch(new URL('/cases', origin))).json()
    return await inTurn(names, 1, async (name) => {
      for (let index = 0; ; index += 1) {
        // Each step is a request of its own, which has ended when the next one begins.
        const outcome: Outcome | null = await (await fetch(new URL(`/step?case=${name}&index=${index}`, origin))).json()
        if (outcome) return outcome
      }
    })
  } finally {
    await miniflare.dispose()
  }
}

async function bundle({ folder }: Project, provider: ProviderName): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [join(folder, `${provider}-worker.js`)],
    ...{ bundle: true, write: false, format: 'esm', platform: 'browser', target: 'es2022' },
    ...{ conditions: ['workerd', 'worker'], external: ['cloudflare:*'] },
  })
  return outputFiles[0]?.text ?? ''
}

async function workerdVersion(): Promise<string> {
  // What miniflare depends on, as it finds it.
  const path = createRequire(createRequire(import.meta.url).resolve('miniflare')).resolve('workerd/package.json')
  return JSON.parse(await readFile(path, 'utf8')).version
}
