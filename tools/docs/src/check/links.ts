import { LinkChecker, type LinkResult } from 'linkinator'
import { site } from './folders.ts'

// linkinator serves the site itself while it looks at it, and names its pages without a host.
const local = /^https?:\/\/(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?(?:\/|$)|^(?![a-z][a-z\d+.-]*:)/i

export interface LinkReport {
  readonly checked: number
  readonly external: number
  readonly problems: readonly string[]
}

/** Follows every link of the site to its page and heading. Links to elsewhere are only looked at. */
export async function checkLinks(): Promise<LinkReport> {
  const { links } = await new LinkChecker().check({
    path: '.',
    serverRoot: site,
    recurse: true,
    checkFragments: true,
    linksToSkip: async (link) => !local.test(link),
  })
  const elsewhere = links.filter(({ url }) => !local.test(url))
  const broken = links.filter(({ state }) => state === 'BROKEN').map((link) => `broken: ${describe(link)}`)
  const odd = elsewhere.filter(({ url }) => !isWellFormed(url)).map((link) => `no https address: ${describe(link)}`)
  return { checked: links.length - elsewhere.length, external: elsewhere.length, problems: [...broken, ...odd] }
}

function isWellFormed(url: string): boolean {
  if (!URL.canParse(url)) return false
  const { protocol, hostname } = new URL(url)
  return protocol === 'https:' && hostname.includes('.')
}

const describe = ({ url, parent }: LinkResult): string => `${url} on ${parent || 'the front page'}`
