import { basename, dirname, normalize, relative } from 'node:path/posix'
import type { Outlined } from './outline.ts'

const link = /(!?\[(?:[^[\]]|\[[^\]]*\])*\]\()([^()\s]+)(\))/g
const code = /^(```|~~~)[\s\S]*?^\1|`[^`\n]*`/gm

export interface Linked {
  readonly pages: readonly Outlined[]
  /** Where the files of the repository can be read: what is no page of the site is linked there. */
  readonly repository: string
  readonly isFolder: (path: string) => boolean
}

/** Links between files of the repository become links between pages of the site. */
export function rewriteLinks(text: string, page: Outlined, linked: Linked): string {
  return outsideCode(text, (prose) =>
    prose.replace(link, (_, before: string, target: string, after: string) => {
      return `${before}${rewriteTarget(target, page, linked)}${after}`
    }),
  )
}

function rewriteTarget(target: string, page: Outlined, { pages, repository, isFolder }: Linked): string {
  if (/^[a-z][a-z\d+.-]*:|^#/.test(target)) return target
  const [path = '', anchor] = target.split('#')
  const file = normalize(`${dirname(page.source)}/${path}`).replace(/\/$/, '')
  const hash = anchor === undefined ? '' : `#${anchor}`
  const found = pages.find(({ source }) => source === file)
  if (found) return `${relativeTo(page, `${found.path}.md`)}${hash}`
  if (isPicture(file)) return relativeTo(page, mediaOf(file))
  return `${repository}/${isFolder(file) ? 'tree' : 'blob'}/main/${file}${hash}`
}

export const isPicture = (path: string): boolean => path.endsWith('.svg')

/** Where a picture of the repository is copied to. */
export const mediaOf = (file: string): string => `media/${basename(file)}`

/** The address of something on the site, as a page refers to it. */
export function relativeTo(page: Pick<Outlined, 'path'>, path: string): string {
  const steps = relative(dirname(page.path), path)
  return steps.startsWith('.') ? steps : `./${steps}`
}

/** Code is put aside meanwhile: what looks like a link in it is none. */
function outsideCode(text: string, change: (prose: string) => string): string {
  const kept: string[] = []
  const prose = text.replace(code, (match) => `\0${kept.push(match) - 1}\0`)
  return change(prose).replace(/\0(\d+)\0/g, (_, index: string) => kept[Number(index)] ?? '')
}
