import type { ElasticPathSettings } from './options.ts'

export interface Page {
  limit: number
  offset: number
}

const maxLimit = 100

/** The page that the query asks for, or what is wrong with it. */
export function readPage(
  query: URLSearchParams,
  { pageLimit, acceptPageLimit }: Pick<ElasticPathSettings, 'pageLimit' | 'acceptPageLimit'>,
): Page | { wrong: string } {
  const limit = acceptPageLimit ? readCount(query, 'page[limit]', pageLimit) : pageLimit
  const offset = readCount(query, 'page[offset]', 0)
  if (limit === undefined || limit < 1 || limit > maxLimit) {
    return { wrong: `page[limit] must be from 1 to ${maxLimit}` }
  }
  return offset === undefined ? { wrong: 'page[offset] must be a count' } : { limit, offset }
}

function readCount(query: URLSearchParams, name: string, defaultCount: number): number | undefined {
  const text = query.get(name)
  if (text === null) return defaultCount
  return /^\d{1,9}$/.test(text) ? Number(text) : undefined
}

/** `meta.page`: `total` counts pages. */
export function pageMeta({ limit, offset }: Page, results: number, currentBase: 0 | 1): Record<string, number> {
  return { limit, offset, current: Math.floor(offset / limit) + currentBase, total: Math.ceil(results / limit) }
}

type LinkStyle = Pick<ElasticPathSettings, 'nullLinks' | 'lastLinkOnSinglePage' | 'httpLinks'>

export function pageLinks(
  resourceUrl: string,
  { limit, offset }: Page,
  results: number,
  style: LinkStyle,
): Record<string, string | null> {
  const url = style.httpLinks ? resourceUrl.replace(/^https:/, 'http:') : resourceUrl
  const lastOffset = Math.max(Math.ceil(results / limit) - 1, 0) * limit
  const offsets = {
    current: offset,
    first: 0,
    last: lastOffset === 0 && !style.lastLinkOnSinglePage ? undefined : lastOffset,
    next: offset + limit < results ? offset + limit : undefined,
    prev: offset > 0 ? Math.max(offset - limit, 0) : undefined,
  }
  const links: Record<string, string | null> = {}
  for (const [name, start] of Object.entries(offsets)) {
    if (start !== undefined) links[name] = `${url}?page[offset]=${start}&page[limit]=${limit}`
    else if (style.nullLinks !== 'omit') links[name] = style.nullLinks === 'string' ? 'null' : null
  }
  return links
}
