import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { run } from '../run.ts'
import type { LoopbackRegistry } from './loopback.ts'

/** The version of the other project whose name core shares. It has no 1.x. */
export const strangerVersion = '0.41.2'

/** Stand-ins for the other project of the name `@auth/core`, and for `next-auth`, which needs it. */
export async function writeStrangers(directory: string): Promise<{ core: string; nextAuth: string }> {
  const core = join(directory, 'stranger-core')
  const nextAuth = join(directory, 'next-auth')
  await writePackage(
    core,
    { name: '@auth/core', version: strangerVersion },
    `export const core = '${strangerVersion}'\n`,
  )
  await writePackage(
    nextAuth,
    { name: 'next-auth', version: '5.0.0', dependencies: { '@auth/core': strangerVersion } },
    `export { core } from '@auth/core'\n`,
  )
  return { core, nextAuth }
}

/** Publishes a folder as it is. */
export async function publishFolder(
  folder: string,
  { url }: LoopbackRegistry,
  env: NodeJS.ProcessEnv,
  tag = 'latest',
): Promise<void> {
  const registry = [`--registry=${url}`, `--@auth:registry=${url}`]
  await run('npm', ['publish', ...registry, '--tag', tag, '--loglevel=error'], { cwd: folder, env })
}

async function writePackage(folder: string, manifest: object, code: string): Promise<void> {
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, 'package.json'), JSON.stringify({ type: 'module', exports: './index.js', ...manifest }))
  await writeFile(join(folder, 'index.js'), code)
}
