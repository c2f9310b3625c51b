import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { repository } from '../../../release/src/pack.ts'

/**
 * A folder that is filled once, under a name that changes with what it is made from. An attempt that failed or was
 * interrupted is begun anew.
 */
export async function fillOnce(
  name: string,
  madeFrom: readonly string[],
  fill: (folder: string) => Promise<unknown>,
): Promise<string> {
  const hash = createHash('sha256').update(JSON.stringify(madeFrom)).digest('hex').slice(0, 16)
  const folder = join(repository, 'node_modules/.cache/bench', `${name}-${hash}`)
  const done = join(folder, '.done')
  if (existsSync(done)) return folder
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true })
  await fill(folder)
  // Modules are found relative to the file that imports them: this one stands among those that are measured.
  await writeFile(join(folder, 'load.mjs'), 'export const load = (name) => import(name)\n')
  await writeFile(done, '')
  return folder
}
