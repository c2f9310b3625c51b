import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const repository = fileURLToPath(new URL('../../..', import.meta.url))

/** A fenced TypeScript example, written to a file from which every package can be imported. */
export interface Example {
  readonly name: string
  readonly file: string
  readonly source: string
}

/** Writes the examples of every README into an empty folder. */
export async function writeExamples(folder: string): Promise<Example[]> {
  const packages = (await readdir(join(repository, 'packages'))).map((name) => `packages/${name}`)
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true })
  const examples: Example[] = []
  for (const directory of ['', ...packages]) {
    const text = await readFile(join(repository, directory, 'README.md'), 'utf8')
    for (const [index, match] of [...text.matchAll(/^```ts\n([\s\S]*?)^```$/gm)].entries()) {
      const name = `${directory.replace('packages/', '') || 'root'}-${index + 1}`
      const file = join(folder, `${name}.ts`)
      const source = match[1] ?? ''
      await writeFile(file, `${source}\nexport {}\n`)
      examples.push({ name, file, source })
    }
  }
  return examples
}
