import { copyFile, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { pnpmCommand } from '../../../release/src/pack.ts'
import { run } from '../../../release/src/run.ts'
import { fillOnce } from './cache.ts'

const ownSource = fileURLToPath(new URL('../../peers', import.meta.url))
const files = ['package.json', 'pnpm-lock.yaml']

/**
 * Installs the packages that ours are compared with, outside the workspace and as their lock file says.
 *
 * @param source - The folder of their manifest and lock file.
 */
export async function installPeers(name = 'peers', source = ownSource): Promise<string> {
  const contents = await Promise.all(files.map((file) => readFile(join(source, file), 'utf8')))
  return fillOnce(name, contents, async (folder) => {
    for (const file of files) await copyFile(join(source, file), join(folder, file))
    const [command, ...first] = pnpmCommand()
    await run(command, [...first, 'install', '--ignore-workspace', '--ignore-scripts', '--frozen-lockfile'], {
      cwd: folder,
    })
  })
}
