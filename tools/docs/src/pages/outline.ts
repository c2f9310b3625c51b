import { globSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

export const root: string = fileURLToPath(new URL('../../../../', import.meta.url))

/** A page of the site: what it is made of in the repository, and where it is on the site, without an ending. */
export interface Outlined {
  readonly source: string
  readonly path: string
  /** In the navigation, where the heading would be too long. */
  readonly label?: string
}

export interface Group {
  readonly text: string
  readonly pages: readonly Outlined[]
}

export interface Section {
  readonly text: string
  /** The first part of the address of its pages. */
  readonly folder: string
  readonly groups: readonly Group[]
}

const page = (source: string, path: string, label?: string): Outlined => ({
  source,
  path,
  ...(label !== undefined && { label }),
})

const guide = (name: string, label?: string): Outlined => page(`docs/guides/${name}.md`, `guides/${name}`, label)

const packageOf = (name: string, folder: string, label: string): Outlined =>
  page(`packages/${name}/README.md`, `${folder}/${name}`, label)

const proof = (name: string, label: string): Outlined => page(`docs/${name}.md`, `reference/${name}`, label)

const named: readonly Section[] = [
  {
    text: 'Start',
    folder: 'start',
    groups: [
      {
        text: 'Start',
        pages: [
          page('docs/guides/getting-started.md', 'start/index'),
          page('docs/registry.md', 'start/install', 'Install from your registry'),
          page('docs/guides/how-it-works.md', 'start/how-it-works'),
          page('docs/guides/runtimes.md', 'start/runtimes'),
          packageOf('core', 'start', 'What all providers share'),
        ],
      },
    ],
  },
  {
    text: 'Providers',
    folder: 'providers',
    groups: [
      {
        text: 'Providers',
        pages: [
          page('README.md', 'providers/index', 'All four'),
          packageOf('meshy', 'providers', 'MeshyDB'),
          packageOf('elasticpath', 'providers', 'Elastic Path'),
          packageOf('gooru', 'providers', 'Gooru'),
          packageOf('genlogs', 'providers', 'GenLogs'),
          page('docs/guides/migrating.md', 'providers/migrating'),
        ],
      },
    ],
  },
  {
    text: 'Guides',
    folder: 'guides',
    groups: [
      {
        text: 'Guides',
        pages: [
          page('docs/guides/README.md', 'guides/index', 'All guides'),
          guide('errors', 'Handling errors'),
          guide('stores-and-fleets'),
          guide('frameworks'),
          page('docs/recipes.md', 'guides/recipes'),
        ],
      },
      {
        text: 'Stores',
        pages: [
          packageOf('redis', 'guides', 'Redis and Valkey'),
          packageOf('cloudflare', 'guides', 'Cloudflare Workers'),
        ],
      },
    ],
  },
  {
    text: 'Errors',
    folder: 'errors',
    groups: [{ text: 'Errors', pages: [page('docs/errors/README.md', 'errors/index', 'All codes')] }],
  },
  {
    text: 'Testing',
    folder: 'testing',
    groups: [
      {
        text: 'Testing',
        pages: [
          page('docs/guides/testing.md', 'testing/index', 'Testing your code'),
          packageOf('emulator', 'testing', 'The emulator'),
        ],
      },
    ],
  },
  {
    text: 'Reference',
    folder: 'reference',
    groups: [
      {
        text: 'What is proven',
        pages: [
          proof('promises', 'Promises'),
          proof('benchmarks', 'Benchmarks'),
          proof('faults', 'Faults of networks'),
          proof('stores', 'Failing stores'),
          proof('tabs', 'Tabs of a browser'),
          proof('servers', 'Other servers'),
          proof('runtimes-matrix', 'Runtimes'),
        ],
      },
    ],
  },
  {
    text: 'Contributing',
    folder: 'contributing',
    groups: [
      {
        text: 'Contributing',
        pages: [
          page('CONTRIBUTING.md', 'contributing/index', 'Working on the code'),
          page('docs/guides/adding-a-provider.md', 'contributing/adding-a-provider'),
          page('docs/spec-changes.md', 'contributing/spec-changes'),
          page('docs/releasing.md', 'contributing/releasing'),
          page('SECURITY.md', 'contributing/security'),
        ],
      },
    ],
  },
]

/** A page that nobody has given a place is still on the site: errors among errors, the others among the guides. */
export function placeOthers(sections: readonly Section[], written: readonly string[]): Section[] {
  const placed = new Set(sections.flatMap(pagesOf).map(({ source }) => source))
  const others = written.filter((source) => !placed.has(source)).sort()
  const isError = (source: string): boolean => source.startsWith('docs/errors/')
  return sections.map((section) => {
    const own = others.filter((source) => section.folder === (isError(source) ? 'errors' : 'guides'))
    const pages = own.map((source) => page(source, `${section.folder}/${nameOf(source)}`))
    return pages.length === 0 ? section : extend(section, pages)
  })
}

/** A package and a guide to it have names of their own. */
function nameOf(source: string): string {
  const name = /([\w-]+)(?:\/README)?\.md$/.exec(source)?.[1] ?? source
  return source.startsWith('packages/') ? `auth-${name}` : name
}

function extend(section: Section, pages: readonly Outlined[]): Section {
  const [first, ...rest] = section.groups
  return first ? { ...section, groups: [{ ...first, pages: [...first.pages, ...pages] }, ...rest] } : section
}

export const pagesOf = ({ groups }: Section): Outlined[] => groups.flatMap(({ pages }) => pages)

const written = globSync(['docs/*.md', 'docs/{guides,errors}/*.md', 'packages/*/README.md'], { cwd: root })

/** The navigation, and every page below it that is written by hand. */
export const sections: readonly Section[] = placeOthers(named, written)

export const allPages: readonly Outlined[] = sections.flatMap(pagesOf)
