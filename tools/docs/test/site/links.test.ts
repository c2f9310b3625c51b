import { expect, test } from 'vitest'
import { rewriteLinks } from '../../src/pages/links.ts'
import { separatePictures } from '../../src/pages/pictures.ts'

const guide = { source: 'docs/guides/errors.md', path: 'guides/errors' }
const pages = [
  guide,
  { source: 'packages/meshy/README.md', path: 'providers/meshy' },
  { source: 'docs/recipes.md', path: 'guides/recipes' },
]
const linked = { pages, repository: 'https://code.example', isFolder: (path: string) => path === 'specs' }
const rewrite = (text: string): string => rewriteLinks(text, guide, linked)

test.each([
  ['[`@auth/meshy`](../../packages/meshy/README.md)', '[`@auth/meshy`](../providers/meshy.md)'],
  ['[ky](../recipes.md#ky)', '[ky](./recipes.md#ky)'],
  ['[a plot](../plot.svg)', '[a plot](../media/plot.svg)'],
  ['[code](../../packages/core/src/clock.ts)', '[code](https://code.example/blob/main/packages/core/src/clock.ts)'],
  ['[all](../../specs)', '[all](https://code.example/tree/main/specs)'],
])('%s leads to the same place on the site', (before, after) => {
  expect(rewrite(before)).toBe(after)
})

test.each(['[here](#below)', '[there](https://example.com/a.md)', '`[no](link.md)`', '```md\n[no](link.md)\n```'])(
  '%s stays as it is',
  (text) => {
    expect(rewrite(text)).toBe(text)
  },
)

test('a picture with a dark side becomes two, of which the colours of the site show one', () => {
  const text = `<picture>
  <source media="(prefers-color-scheme: dark)" srcset="plots/a-dark.svg">
  <img alt="A plot" src="plots/a-light.svg">
</picture>`
  const shown = separatePictures(text, guide)
  expect(shown).toContain('<img class="light-only" alt="A plot" src="../media/a-light.svg">')
  expect(shown).toContain('<img class="dark-only" alt="A plot" src="../media/a-dark.svg">')
  expect(shown).not.toContain('picture>')
})
