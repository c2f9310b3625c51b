import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join, relative, resolve, sep } from 'node:path'
import { type SpecNode, walk } from '../../../generator/src/check-names.ts'
import { parseSpec, readText } from './read-text.ts'

/**
 * Writes a document and every file that it leads to as JSON into an empty folder, and returns where it is there. Not
 * everything that is YAML is read by the tool that brings them together.
 */
export async function copyFiles(path: string, own: SpecNode, folder: string): Promise<string> {
  const files = new Map<string, SpecNode | string>()
  await collect(resolve(path), own, path)
  const base = commonFolder([...files.keys()])
  for (const [file, content] of files) {
    const copy = join(folder, relative(base, file))
    await mkdir(dirname(copy), { recursive: true })
    await writeFile(copy, typeof content === 'string' ? content : JSON.stringify(content))
  }
  return join(folder, relative(base, resolve(path)))

  async function collect(file: string, document: SpecNode, from: string): Promise<void> {
    files.set(file, document)
    for (const other of otherFiles(document)) {
      const target = resolve(dirname(file), other)
      if (files.has(target)) continue
      const text = await readText(target, `${from} refers to ${other}, which`)
      // Samples of code are files, too.
      if (/\.(ya?ml|json)$/i.test(target)) await collect(target, parseSpec(text, target), target)
      else files.set(target, text)
    }
  }
}

/** The files that a document refers to. What is on the network is not fetched: it is refused where it is needed. */
export function otherFiles(document: SpecNode): string[] {
  const files = new Set<string>()
  walk(document, ({ $ref: reference }) => {
    if (typeof reference !== 'string' || reference.startsWith('#') || /^[a-z][a-z0-9+.-]*:\/\//i.test(reference)) return
    files.add(decodeURIComponent(reference.replace(/#.*$/, '')))
  })
  return [...files]
}

function commonFolder(files: readonly string[]): string {
  const [first = [], ...others] = files.map((file) => dirname(file).split(sep))
  const end = first.findIndex((part, index) => others.some((other) => other[index] !== part))
  return first.slice(0, end < 0 ? undefined : end).join(sep) || sep
}
