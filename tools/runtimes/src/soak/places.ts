import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { build } from 'esbuild'
import { Miniflare } from 'miniflare'
import type { BrowserKind } from '../../../browsers/test/support/browser.ts'
import { chromiumKind } from '../../../browsers/test/support/chromium.ts'
import { firefoxKind } from '../../../browsers/test/support/firefox.ts'
import { esbuild } from '../bundlers/esbuild.ts'
import type { Times } from '../entries/life-process.ts'
import { servePages } from '../host/pages.ts'
import { kinds } from '../host/processes.ts'
import type { Project } from '../host/project.ts'
import type { ProviderName } from '../host/providers.ts'
import { compatibilityDate } from '../host/workerd.ts'
import type { LifeOptions, Stretch } from '../life/life.ts'
import { residentBytes } from './resident.ts'
import { openWorkerHeap } from './worker-heap.ts'

export interface Sample extends Stretch {
  /** The heap of a process after it was collected; what is resident of others. */
  readonly bytes: number
}

/** Where somebody lives. */
export interface Place {
  readonly name: string
  readonly title: string
  /** Whether it says itself what it holds, and others may run beside it. */
  readonly knowsItsMemory: boolean
  live(project: Project, provider: ProviderName, options: LifeOptions & Times): Promise<Sample[]>
}

const collecting: Readonly<Record<string, readonly string[]>> = { deno: ['--v8-flags=--expose-gc'], bun: [] }

const processes: readonly Place[] = kinds
  .filter(({ name }) => /^(node-\d+|deno|bun)$/.test(name))
  .map(({ name, title, executable, options: given }) => ({
    name,
    title,
    knowsItsMemory: true,
    async live(project, provider, options) {
      const args = [...(given?.(project) ?? []), ...(collecting[name] ?? ['--expose-gc'])]
      args.push(join(project.folder, `${provider}-life-process.js`), JSON.stringify(options))
      const child = spawn(executable, args, { cwd: project.folder, stdio: ['ignore', 'pipe', 'inherit'] })
      const samples: Sample[] = []
      for await (const line of createInterface(child.stdout)) samples.push(JSON.parse(line))
      return samples
    },
  }))

const workerd: Place = {
  name: 'workerd',
  title: 'workerd',
  knowsItsMemory: true,
  async live({ folder }, provider, { stretches, stretchMs, ...options }) {
    const { outputFiles } = await build({
      entryPoints: [join(folder, `${provider}-life-worker.js`)],
      ...{
        bundle: true,
        write: false,
        format: 'esm',
        platform: 'browser',
        target: 'es2022',
        external: ['cloudflare:*'],
      },
    })
    const script = outputFiles[0]?.text ?? ''
    const bindings = { options: JSON.parse(JSON.stringify(options)) }
    const miniflare = new Miniflare({
      ...{ modules: true, script, compatibilityDate, host: '127.0.0.1', bindings },
      ...{ inspectorPort: 0, inspectorHost: '127.0.0.1' },
      handleStructuredLogs: () => {},
    })
    try {
      const origin = await miniflare.ready
      await using heap = await openWorkerHeap(miniflare)
      return await sampleEach(
        stretches,
        async () => (await fetch(new URL(`/?ms=${stretchMs}`, origin))).text(),
        () => heap.bytes(),
      )
    } finally {
      await miniflare.dispose()
    }
  },
}

function browser(name: string, kind: BrowserKind): Place {
  return {
    name,
    title: kind.name,
    knowsItsMemory: false,
    async live(project, provider, { stretches, stretchMs, ...options }) {
      await esbuild.bundle(project.folder, [{ entry: `${provider}-life-page.js`, outDir: `life-pages/${provider}` }])
      await using pages = await servePages(project.folder, '')
      await using running = await kind.start('as usual')
      const page = await running.newPage()
      await page.open(`${pages.origin}/life-pages/${provider}/`)
      return await sampleEach(
        stretches,
        () => page.evaluate(`live(${JSON.stringify(options)}, ${stretchMs})`),
        () => residentBytes(process.pid),
      )
    },
  }
}

async function sampleEach(
  stretches: number,
  live: () => Promise<string>,
  readBytes: () => Promise<number>,
): Promise<Sample[]> {
  const samples: Sample[] = []
  for (let left = stretches; left > 0; left -= 1) {
    const stretch: Stretch = JSON.parse(await live())
    samples.push({ ...stretch, bytes: await readBytes() })
  }
  return samples
}

export const places: readonly Place[] = [
  ...processes,
  workerd,
  browser('chromium', chromiumKind),
  browser('firefox', firefoxKind),
]
