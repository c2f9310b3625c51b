import type { Failure } from './failures.ts'
import { joinRow } from './tables.ts'

export interface FailuresOf {
  readonly provider: string
  /** The page of the provider, as the page of the error refers to it. */
  readonly page: string
  readonly failures: readonly Failure[]
}

/** Which responses of which provider become an error, with links to their rows. */
export function listResponses(code: string, all: readonly FailuresOf[]): string {
  const rows = all.flatMap(({ provider, page, failures }) => {
    const own = failures.filter((failure) => failure.code === `\`${code}\``)
    if (own.length === 0) return []
    const count = own.length === 1 ? 'one response' : `${own.length} responses`
    const statuses = [...new Set(own.map(({ status }) => status.replaceAll('`', '')))].sort().join(', ')
    return [joinRow([provider, `[${count}](${page}?code=${code}#failures)`, statuses])]
  })
  if (rows.length === 0) return ''
  const head = [joinRow(['Provider', 'Documented or seen', 'Status']), joinRow(['---', '---', '---'])]
  return `## Which responses\n\n${[...head, ...rows].join('\n')}\n\n`
}

/** Before what to try, after what to do. */
export function addResponses(text: string, code: string, all: readonly FailuresOf[]): string {
  const list = listResponses(code, all)
  return text.includes('\n## Try it\n') ? text.replace('\n## Try it\n', `\n${list}## Try it\n`) : `${text}\n${list}`
}
