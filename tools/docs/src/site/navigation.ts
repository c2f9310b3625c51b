import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { DefaultTheme } from 'vitepress'
import { folderOf } from '../pages/folders.ts'
import { root, type Section, sections } from '../pages/outline.ts'
import { titleOf } from '../pages/sections-of.ts'

type Item = DefaultTheme.SidebarItem

export const navigation: DefaultTheme.NavItem[] = sections.map(({ text, folder }) => ({
  text,
  link: `/${folder}/`,
  activeMatch: `^/${folder}/`,
}))

/** Each section lists its own pages; the reference also the names that each package exports. */
export function sidebars(): DefaultTheme.SidebarMulti {
  const own = sections.map((section): [string, Item[]] => [`/${section.folder}/`, groupsOf(section)])
  const packages = globSync('reference/@auth/*/', { cwd: folderOf.pages }).sort()
  const exported = packages.map((folder): [string, Item[]] => [`/${folder}/`, [backToReference, ...symbolsOf(folder)]])
  return Object.fromEntries([...own, ...exported])
}

function groupsOf(section: Section): Item[] {
  const groups = section.groups.map(({ text, pages }) => ({
    text,
    items: pages.map(({ source, path, label }) => ({ text: label ?? headingOf(source), link: linkTo(path) })),
  }))
  return section.folder === 'reference' ? [{ text: 'Packages', items: packageLinks() }, ...groups] : groups
}

const backToReference: Item = { text: '← All packages', link: '/reference/' }

const linkTo = (path: string): string => `/${path.replace(/(^|\/)index$/, '$1')}`

const headingOf = (source: string): string => titleOf(readFileSync(join(root, source), 'utf8'))

function packageLinks(): Item[] {
  return globSync('reference/@auth/*/index.md', { cwd: folderOf.pages })
    .sort()
    .map((path) => path.replace(/^reference\/|\/index\.md$/g, ''))
    .map((name) => ({ text: name, link: `/reference/${name}/` }))
}

/** What each entry point of a package exports, by kind, as the generator of the reference has put it into folders. */
function symbolsOf(folder: string): Item[] {
  const entries = globSync(`${folder}/**/index.md`, { cwd: folderOf.pages }).map((path) =>
    path.replace(/\/index\.md$/, ''),
  )
  return entries.sort().map((entry) => {
    const paths = globSync(`${entry}/{functions,classes,interfaces,type-aliases,variables}/*.md`, {
      cwd: folderOf.pages,
    })
    const items = paths.sort(byName).map((path) => ({ text: labelOf(path, paths), link: linkTo(path.slice(0, -3)) }))
    return { text: entry.replace('reference/', ''), link: `/${entry}/`, collapsed: entry !== folder, items }
  })
}

const nameOf = (path: string): string => /([^/]+)\.md$/.exec(path)?.[1] ?? path

/** A schema has the name of its type. */
function labelOf(path: string, paths: readonly string[]): string {
  const isShared = paths.some((other) => other !== path && nameOf(other) === nameOf(path))
  return isShared && path.includes('/variables/') ? `${nameOf(path)} (schema)` : nameOf(path)
}

const byName = (a: string, b: string): number => nameOf(a).localeCompare(nameOf(b))
