import { globSync } from 'node:fs'
import { expect, test } from 'vitest'
import { allPages, pagesOf, placeOthers, root, sections } from '../../src/pages/outline.ts'

test('every guide, every page of errors and every README of a package is on the site once', () => {
  const written = globSync(['docs/*.md', 'docs/{guides,errors}/*.md', 'packages/*/README.md'], { cwd: root })
  const shown = allPages.map(({ source }) => source)
  expect(written.length).toBeGreaterThan(40)
  expect(shown).toEqual(expect.arrayContaining(written))
  expect(new Set(shown).size).toBe(shown.length)
  expect(new Set(allPages.map(({ path }) => path)).size).toBe(shown.length)
})

test('pages are below the section that lists them, and each section begins with a page', () => {
  expect(sections.map(({ text }) => text)).toEqual([
    'Start',
    'Providers',
    'Guides',
    'Errors',
    'Testing',
    'Reference',
    'Contributing',
  ])
  for (const section of sections) {
    const paths = pagesOf(section).map(({ path }) => path)
    expect(paths.filter((path) => !path.startsWith(`${section.folder}/`))).toEqual([])
    // The generator of the reference writes the first page of that section.
    if (section.folder !== 'reference') expect(paths[0]).toBe(`${section.folder}/index`)
  }
})

test('a page of an error is at the address that the index of errors promises', () => {
  const codes = globSync('docs/errors/[a-z]*.md', { cwd: root }).map((path) => path.slice('docs/errors/'.length, -3))
  const paths = new Map(allPages.map(({ source, path }) => [source, path]))
  for (const code of codes) expect(paths.get(`docs/errors/${code}.md`)).toBe(`errors/${code}`)
})

test('a page without a place is among the guides or the errors, at an address of its own', () => {
  const folders = ['guides', 'errors', 'testing'].map((folder) => ({
    text: folder,
    folder,
    groups: [{ text: folder, pages: [{ source: `docs/${folder}/README.md`, path: `${folder}/index` }] }],
  }))
  const written = ['docs/guides/README.md', 'docs/guides/cli.md', 'packages/cli/README.md', 'docs/errors/new_code.md']
  expect(
    placeOthers(folders, written)
      .flatMap(pagesOf)
      .map(({ path }) => path),
  ).toEqual(['guides/index', 'guides/cli', 'guides/auth-cli', 'errors/index', 'errors/new_code', 'testing/index'])
})
