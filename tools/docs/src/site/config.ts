import { defineConfig } from 'vitepress'
import { pagesOf, sections } from '../pages/outline.ts'
import { repository } from '../pages/repository.ts'
import { useDiagrams } from './diagrams.ts'
import { navigation, sidebars } from './navigation.ts'
import { searchOptions } from './search.ts'
import { slugOf } from './slugs.ts'
import { labelCells } from './tables.ts'

const sources = new Map(sections.flatMap(pagesOf).map(({ path, source }) => [`${path}.md`, source]))

const drawing =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><rect width="16" height="16" rx="4" fill="#0d7468"/><path d="M4 8a2 2 0 1 1 4 0 2 2 0 0 1-4 0zm4 0h5v2.5M10.5 8v2" fill="none" stroke="#fff" stroke-width="1.4"/></svg>'
const icon = `data:image/svg+xml,${encodeURIComponent(drawing)}`

// biome-ignore lint/style/noDefaultExport: VitePress reads the default export.
export default defineConfig({
  lang: 'en',
  title: '@auth',
  description: 'Sign in to MeshyDB, Elastic Path, Gooru and GenLogs',
  // Such as `/docs/`, where the site is not at the root of its host.
  base: process.env['DOCS_BASE'] ?? '/',
  head: [['link', { rel: 'icon', href: icon }]],
  srcDir: 'pages',
  srcExclude: ['public/**'],
  outDir: 'site',
  cacheDir: '.cache/vitepress',
  metaChunk: true,
  markdown: {
    anchor: { slugify: slugOf },
    theme: { light: 'github-light-high-contrast', dark: 'github-dark-default' },
    languageAlias: { cjs: 'js' },
    config: (markdown) => {
      useDiagrams(markdown)
      labelCells(markdown)
    },
  },
  // Pictures stay files: pages would be longer by all of them.
  vite: { build: { assetsInlineLimit: 0, chunkSizeWarningLimit: 2000 } },
  themeConfig: {
    nav: navigation,
    sidebar: sidebars(),
    outline: { level: [2, 3] },
    search: { provider: 'local', options: searchOptions },
    socialLinks: [{ icon: 'git', link: repository }],
    editLink: { pattern: `${repository}/edit/main/:path`, text: 'Edit this page' },
    externalLinkIcon: true,
  },
  /** A page is edited where it was written. What TypeDoc has written is edited nowhere. */
  transformPageData(page) {
    const source = sources.get(page.relativePath)
    if (source) page.filePath = source
    else page.frontmatter['editLink'] = false
  },
})
