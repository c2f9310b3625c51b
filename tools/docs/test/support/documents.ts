import { readdirSync, readFileSync } from 'node:fs'
import { shownPart } from '../../../recipes/test/support/recipes.ts'

export const root: URL = new URL('../../../../', import.meta.url)

/** The pages below a folder of `docs`. */
export function pagesOf(folder: string): string[] {
  return readdirSync(new URL(`docs/${folder}/`, root))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${folder}/${name}`)
}

export const read = (path: string): string => readFileSync(new URL(path, root), 'utf8')

/** What a page shows of a module: its marked parts, or all of it. */
export function show(path: string): string {
  const source = read(path)
  // A fixture of another test, shown in the place where that test puts it.
  return source.includes('#region') ? shownPart(source) : source.replaceAll('../golden/packages/ledger/src/', './')
}

/** Code of a page, with the module that it shows. */
export interface Block {
  readonly page: string
  readonly path: string | undefined
  readonly code: string
}

const fence = /(?:^<!-- (\S+) -->\n)?^```(tsx?|cjs)\n([\s\S]*?)^```$/gm

export function blocksOf(page: string): Block[] {
  return [...read(page).matchAll(fence)].map(([, path, , code = '']) => ({ page, path, code }))
}

/** The text of a page, with each block replaced by what its module shows now. */
export function withBlocks(page: string): string {
  return read(page).replace(fence, (whole, path: string | undefined, language: string) =>
    path === undefined ? whole : `<!-- ${path} -->\n\`\`\`${language}\n${show(path)}\`\`\``,
  )
}
