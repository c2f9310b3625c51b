import { copyFileSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { readFailures, showFailures } from './failures.ts'
import { folderOf } from './folders.ts'
import { addInstallTabs } from './install.ts'
import { landing, providersOf, writeLanding } from './landing.ts'
import { isPicture, mediaOf, relativeTo, rewriteLinks } from './links.ts'
import { joinPages, listPages, type Text } from './llms.ts'
import { movedErrorPages, redirectTo } from './moved.ts'
import { allPages, type Outlined, root, sections } from './outline.ts'
import { separatePictures } from './pictures.ts'
import { writeProviders } from './providers.ts'
import { repository } from './repository.ts'
import { addResponses } from './responses.ts'
import { linkHeadings, summaryOf, titleOf } from './sections-of.ts'

const pages = [landing, ...allPages]
const read = (path: string): string => readFileSync(join(root, path), 'utf8')
const isFolder = (path: string): boolean =>
  statSync(join(root, path), { throwIfNoEntry: false })?.isDirectory() ?? false

/** Writes what VitePress makes the site of: every page, with links among pages, and what is served as it is. */
export function writePages(): void {
  const texts = allPages.map((page): Text => ({ ...page, text: withLinks(textOf(page), page) }))
  for (const page of texts) write(`${page.path}.md`, withHead(page, forSite(page)))
  const front = withLinks(writeLanding(read('README.md'), read), { ...landing })
  write('index.md', withHead({ ...landing, text: front }, front, 'layout: page'))
  for (const path of picturesOf(allPages)) {
    copy(path, mediaOf(path))
    // Pages also link to some.
    copy(path, `public/${mediaOf(path)}`)
  }
  for (const page of texts) write(`public/${page.path}.md`, page.text)
  const summary = summaryOf(read('README.md'))
  write('public/llms.txt', listPages(titleOf(read('README.md')), summary, sections, texts))
  write('public/llms-full.txt', joinPages(texts))
  const codes = allPages.map(codeOf).filter((code) => code !== undefined)
  for (const [from, to] of movedErrorPages(codes)) write(`public/${from}`, redirectTo(to))
}

const textOf = ({ source, path }: Outlined): string =>
  path === 'providers/index' ? writeProviders(read(source)) : read(source)

const withLinks = (text: string, page: Outlined): string =>
  rewriteLinks(separatePictures(text, page), page, { pages, repository, isFolder })

const failures = providersOf(read('README.md')).map(({ name, folder }) => ({
  provider: name,
  page: `../providers/${folder}.md`,
  failures: readFailures(read(`packages/${folder}/README.md`)),
}))

const codeOf = ({ source }: Outlined): string | undefined => /^docs\/errors\/([a-z_]+)\.md$/.exec(source)?.[1]

const isOfProvider = ({ path }: Outlined): boolean => failures.some(({ page }) => page === `../${path}.md`)

function forSite(page: Text): string {
  const linkOf = (code: string): string =>
    code.replace(/^`(\w+)`$/, (whole, name: string) => `[${whole}](${relativeTo(page, `errors/${name}.md`)})`)
  const text = addInstallTabs(showFailures(page.text, linkOf))
  const code = codeOf(page)
  if (code !== undefined) return addResponses(text, code, failures)
  return isOfProvider(page) ? linkHeadings(text) : text
}

/** Pages of providers need all the width for their tables, and begin with their headings instead. */
function withHead(page: Text, body: string, ...more: string[]): string {
  const { text } = page
  const head = [
    `title: ${JSON.stringify(titleOf(text))}`,
    `description: ${JSON.stringify(summaryOf(text))}`,
    ...(isOfProvider(page) ? ['aside: false'] : []),
    ...more,
  ]
  return `---\n${head.join('\n')}\n---\n\n${body}`
}

function picturesOf(from: readonly Outlined[]): string[] {
  const found = from.flatMap(({ source }) =>
    [...read(source).matchAll(/(?:src(?:set)?="|\]\()([^")\s]+)/g)]
      .map(([, target = '']) => target)
      .filter(isPicture)
      .map((target) => join(dirname(source), target)),
  )
  return [...new Set(found)]
}

function write(path: string, text: string): void {
  const file = join(folderOf.pages, path)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text)
}

function copy(from: string, to: string): void {
  mkdirSync(dirname(join(folderOf.pages, to)), { recursive: true })
  copyFileSync(join(root, from), join(folderOf.pages, to))
}
