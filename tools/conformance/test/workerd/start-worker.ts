import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { Miniflare } from 'miniflare'
import type { Environment } from './worker.ts'

/** A worker in workerd, asked over HTTP on loopback. */
export interface RunningWorker extends AsyncDisposable {
  /** Sends one request, and returns the text of its answer. */
  ask(path: string): Promise<string>
}

/** Bundles the worker with the packages' sources, as a deployment would. */
export async function bundleWorker(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL('worker.ts', import.meta.url))],
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    conditions: ['@auth/source'],
  })
  const [file] = outputFiles
  if (!file) throw new Error('esbuild wrote nothing')
  return file.text
}

export async function startWorker(
  script: string,
  compatibilityDate: string,
  environment: Environment,
): Promise<RunningWorker> {
  const workerd = new Miniflare({
    modules: true,
    script,
    compatibilityDate,
    host: '127.0.0.1',
    bindings: { ...environment },
  })
  const origin = await workerd.ready
  return {
    ask: async (path) => (await fetch(new URL(path, origin))).text(),
    [Symbol.asyncDispose]: () => workerd.dispose(),
  }
}
