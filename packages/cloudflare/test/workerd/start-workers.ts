import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { Miniflare } from 'miniflare'
import type { SessionNamespace } from '../../src/session-namespace.ts'
import type { SessionObject } from '../../src/session-object.ts'
import type { TestSession } from './objects.ts'

/** A session's object, as a Worker has it: every method returns a promise. */
export type TestObject = SessionObject & {
  [Name in 'calls' | 'contents' | 'jump' | 'nextAlarm' | 'runAlarm' | 'breakStorage' | 'writeAndReset' | 'reset']: (
    ...args: Parameters<TestSession[Name]>
  ) => Promise<Awaited<ReturnType<TestSession[Name]>>>
}

/** Workers in workerd, each in an isolate of its own, and the objects that they share, in one more. */
export interface RunningWorkers extends AsyncDisposable {
  readonly namespace: SessionNamespace
  /** Sends one request to a Worker, and returns the text of its answer. */
  ask(worker: string, path: string): Promise<string>
  /** The object of a session. To be asked for again when it was reset. */
  object(key: string): TestObject
}

/** Bundles a Worker with the packages' sources, as a deployment would. */
export async function bundle(file: string | URL): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [typeof file === 'string' ? file : fileURLToPath(file)],
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    conditions: ['@auth/source'],
    external: ['cloudflare:*'],
  })
  const [output] = outputFiles
  if (!output) throw new Error('esbuild wrote nothing')
  return output.text
}

export async function startWorkers(
  compatibilityDate: string,
  names: readonly string[] = [],
  bindings: Readonly<Record<string, string>> = {},
): Promise<RunningWorkers> {
  const [objects, client] = await Promise.all([
    bundle(new URL('objects.ts', import.meta.url)),
    bundle(new URL('client.ts', import.meta.url)),
  ])
  const sessions = { className: 'TestSession', useSQLite: true }
  const workerd = new Miniflare({
    host: '127.0.0.1',
    workers: [
      {
        name: 'objects',
        modules: true,
        script: objects,
        compatibilityDate,
        durableObjects: { AUTH_SESSIONS: sessions },
      },
      ...names.map((name) => ({
        name,
        modules: true,
        script: client,
        compatibilityDate,
        bindings: { ...bindings },
        durableObjects: { AUTH_SESSIONS: { ...sessions, scriptName: 'objects' } },
      })),
    ],
  })
  await workerd.ready
  // miniflare has types of its own for what it passes on.
  const namespace = (await workerd.getDurableObjectNamespace('AUTH_SESSIONS', 'objects')) as unknown as SessionNamespace
  return {
    namespace,
    async ask(worker, path) {
      const { fetch } = await workerd.getWorker(worker)
      return (await fetch(`http://worker${path}`)).text()
    },
    // As the class that is bound has them.
    object: (key) => namespace.get(namespace.idFromName(key)) as TestObject,
    [Symbol.asyncDispose]: () => workerd.dispose(),
  }
}
