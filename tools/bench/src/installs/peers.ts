import { copyFile, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { pnpmCommand } from '../../../release/src/pack.ts'
import { run } from '../../../release/src/run.ts'
import { fillOnce } from './cache.ts'

const source = fileURLToPath(new URL('../../peers', import.meta.url))
const files = ['package.json', 'pnpm-lock.yaml']

/** Installs the packages that ours are compared with, outside the workspace and as their lock file says. */
export async function installPeers(): Promise<string> {
  const contents = await Promise.all(files.map((file) => readFile(join(source, file), 'utf8')))
  return fillOnce('peers', contents, async (folder) => {
    for (const file of files) await copyFile(join(source, file), join(folder, file))
    const [command, ...first] = pnpmCommand()
    await run(command, [...first, 'install', '--ignore-workspace', '--ignore-scripts', '--frozen-lockfile'], {
      cwd: folder,
    })
  })
}
