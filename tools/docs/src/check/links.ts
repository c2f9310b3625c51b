import { LinkChecker, type LinkResult } from 'linkinator'

export interface LinkReport {
  readonly checked: number
  readonly external: number
  readonly problems: readonly string[]
}

/** Follows every link of the site to its page and heading. Links to elsewhere are only looked at. */
export async function checkLinks(site: string): Promise<LinkReport> {
  const { links } = await new LinkChecker().check({
    path: site,
    recurse: true,
    checkFragments: true,
    linksToSkip: async (link) => !link.startsWith(site),
  })
  const elsewhere = links.filter(({ url }) => !url.startsWith(site) && !url.startsWith('data:'))
  const broken = links.filter(({ state }) => state === 'BROKEN').map((link) => `broken: ${describe(link, site)}`)
  const odd = elsewhere
    .filter(({ url }) => !isWellFormed(url))
    .map((link) => `no https address: ${describe(link, site)}`)
  return {
    checked: links.filter(({ url }) => url.startsWith(site)).length,
    external: elsewhere.length,
    problems: [...broken, ...odd],
  }
}

function isWellFormed(url: string): boolean {
  if (!URL.canParse(url)) return false
  const { protocol, hostname } = new URL(url)
  return protocol === 'https:' && hostname.includes('.')
}

const describe = ({ url, parent = '' }: LinkResult, site: string): string =>
  `/${url.replace(site, '')} on /${parent.replace(site, '')}`
