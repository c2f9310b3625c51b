import { readdir, readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'

export interface CorpusDocument {
  /** As a package can be called. */
  readonly name: string
  readonly path: string
  /** What is given beside the document, from `<document>.args`: one argument a line. */
  readonly args: readonly string[]
}

/** Every file below a folder that says that it is an OpenAPI document. Those in folders named `….d` are only parts. */
export async function findDocuments(folder: string): Promise<CorpusDocument[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true })
  const paths = entries
    .filter((entry) => entry.isFile() && /\.(ya?ml|json)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
  const found: CorpusDocument[] = []
  for (const path of paths) {
    const text = await readFile(path, 'utf8')
    const isWhole = /(^|[{,\s])["']?(openapi|swagger)["']?\s*:/m.test(text) && /["']?paths["']?\s*:/.test(text)
    const depth = path.slice(folder.length).split('/').length
    if (!isWhole || (depth > 2 && !/\/(openapi|login)\.ya?ml$/.test(path))) continue
    const part = depth > 2 ? `${path.slice(folder.length).split('/')[1]}-${basename(path)}` : basename(path)
    const name = part
      .replace(/\.(ya?ml|json)$/, '')
      .replaceAll(/[^a-z0-9]+/gi, '-')
      .toLowerCase()
      .slice(0, 38)
    found.push({ name, path, args: await argsOf(path) })
  }
  return found
}

async function argsOf(path: string): Promise<string[]> {
  try {
    return (await readFile(`${path}.args`, 'utf8')).split('\n').filter((line) => line !== '')
  } catch {
    return []
  }
}
