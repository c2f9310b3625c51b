import { mkdir, readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { prepare } from '../../../generator/src/prepare.ts'
import { writeFormatted } from '../../../generator/src/regenerate.ts'
import { renderAll } from '../../../generator/test/support/render.ts'
import { type Created, createProvider, type NewProvider } from '../../src/create-provider.ts'
import { copyRepository, linkModules } from './repository-copy.ts'

/** Makes a package as the command does, with the templates filled in by tests. */
export async function createWithoutJava(
  wanted: NewProvider,
  atEnd?: (cleanUp: () => Promise<void>) => void,
): Promise<Created & { root: string; folder: string }> {
  const root = await copyRepository(atEnd)
  const generate = async (spec: string, output: string): Promise<void> => {
    await mkdir(dirname(output), { recursive: true })
    await writeFormatted(renderAll(prepare(await readFile(spec, 'utf8'), spec)), output)
  }
  const created = await createProvider(wanted, { root, generate })
  const folder = join(root, 'packages', wanted.name)
  await linkModules(folder)
  return { ...created, root, folder }
}
