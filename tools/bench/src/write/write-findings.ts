import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { format } from '../../../release/src/format.ts'
import { repository } from '../../../release/src/pack.ts'
import { peers } from '../peers/peers.ts'
import { versions } from '../peers/versions.ts'
import type { Findings } from '../section.ts'
import { formatTable } from '../table.ts'
import { hasBlock, replaceBlock } from './blocks.ts'
import { pictureTag } from './picture-tag.ts'

const pagePath = join(repository, 'docs/benchmarks.md')
const readmePath = join(repository, 'README.md')
const picturesPath = join(repository, 'docs/benchmarks')

/** Writes what a section found out to its place on the page, and to that in the README if it has one. */
export async function writeFindings(name: string, findings: Findings, machine: string): Promise<void> {
  const { report, summary, pictures = [] } = findings
  await mkdir(picturesPath, { recursive: true })
  for (const picture of pictures) {
    await writeFile(join(picturesPath, `${picture.name}-light.svg`), picture.light)
    await writeFile(join(picturesPath, `${picture.name}-dark.svg`), picture.dark)
  }
  const shown = pictures.map((picture) => pictureTag(picture, 'benchmarks'))
  const page = replaceBlock(
    await readFile(pagePath, 'utf8'),
    name,
    [report, ...shown, `_Measured on ${machine}._`].join('\n\n'),
  )
  await writeFormatted(pagePath, replaceBlock(page, 'peers', describePeers()))
  const readme = await readFile(readmePath, 'utf8')
  if (!hasBlock(readme, name)) return
  const short = summary ?? pictures.map((picture) => pictureTag(picture, 'docs/benchmarks')).join('\n\n')
  await writeFormatted(readmePath, replaceBlock(readme, name, short))
}

async function writeFormatted(path: string, text: string): Promise<void> {
  await writeFile(path, await format(path, text))
}

function describePeers(): string {
  const rows = peers.map(({ name, note = '' }) => [`\`${name}\``, versions[name] ?? '', note])
  return formatTable(['', 'version', 'set up with'], rows, 'left')
}
