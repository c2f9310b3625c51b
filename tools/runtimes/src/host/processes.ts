import { createRequire } from 'node:module'
import { join } from 'node:path'
import { run } from '../../../release/src/run.ts'
import { inTurn } from './in-turn.ts'
import type { Project } from './project.ts'
import { providers } from './providers.ts'
import type { Runtime } from './runtime.ts'
import { startServers } from './servers.ts'

const require = createRequire(import.meta.url)

export interface ProcessKind {
  readonly name: string
  readonly title: string
  readonly executable: string
  readonly options?: (project: Project) => readonly string[]
  /** The folder of the project with the program. */
  readonly folder?: string
}

const nodeOptions = ['--disable-warning=ExperimentalWarning']
const node22 = binaryOf('node-22')

export const kinds: readonly ProcessKind[] = [
  { name: 'node-22', title: 'Node 22', executable: node22, options: () => nodeOptions },
  { name: 'node-24', title: 'Node 24', executable: process.execPath },
  { name: 'node-26', title: 'Node 26', executable: binaryOf('node-26') },
  { name: 'require', title: '`require()`, Node 22', executable: node22, options: () => nodeOptions, folder: 'require' },
  {
    name: 'deno',
    title: 'Deno',
    executable: join(require.resolve('deno/package.json'), '../bin.cjs'),
    options: () => ['run', '--no-prompt', '--allow-net', '--allow-read', '--allow-write'],
  },
  { name: 'bun', title: 'Bun', executable: join(require.resolve('bun/package.json'), '../bin/bun.exe') },
  {
    name: 'electron-main',
    title: 'Electron-like main process',
    executable: process.execPath,
    options: ({ folder }) => ['--import', join(folder, 'globals/electron-main.mjs')],
  },
]

function binaryOf(packageName: string): string {
  return join(require.resolve(`${packageName}/package.json`), '../bin/node')
}

export const processes: readonly Runtime[] = kinds.map((kind) => ({
  name: kind.name,
  title: kind.title,
  async run(project) {
    const { executable, options, folder = '.' } = kind
    const cwd = join(project.folder, folder)
    const version = (await run(executable, ['--version'], { cwd })).match(/\d+\.\d+\.\d+/)?.[0] ?? ''
    const columns = await inTurn(providers, 2, async (provider) => {
      await using servers = await startServers()
      const setting = JSON.stringify(servers.setting)
      const args = [...(options?.(project) ?? []), join(cwd, `${provider}-process.js`), setting]
      const env = { ...process.env, NODE_OPTIONS: '', NO_COLOR: '1' }
      const output = await run(executable, args, { cwd, env }).catch((error: Error) => {
        throw new Error(error.message.replace(setting, '…'))
      })
      return { provider, outcomes: JSON.parse(output.trim().split('\n').at(-1) ?? '[]') }
    })
    return { version, columns }
  },
}))
