import { formatTable } from '../table.ts'
import { cases } from './cases.ts'

/** What happened, by peer and case: `ky redirects`. */
export type Results = Map<string, string>

const ours = '@auth/meshy'

/** A table of cases by peers: those that have the feature in rows, since there are more of them than fit side by side. */
export function renderBehaviour(results: Results): string {
  return Object.entries(cases)
    .flatMap(([name, { title, description, peers }]) => {
      const rows = peers.flatMap((peer) => {
        const text = results.get(`${peer} ${name}`)
        return text === undefined ? [] : [[`\`${peer}\``, text, `\`bench behaviour ${peer} ${name}\``]]
      })
      if (rows.length === 0) return []
      return [`### ${title}\n\n${description}\n\n${formatTable(['', 'what happened', 'again'], rows, 'left')}`]
    })
    .join('\n\n')
}

/** A row per case: what ours do, and what the others do, the same outcomes together. */
export function renderSummary(results: Results): string {
  const rows = Object.entries(cases).flatMap(([name, { title, peers }]) => {
    const own = results.get(`${ours} ${name}`)
    if (own === undefined) return []
    const outcomes = Map.groupBy(
      peers.filter((peer) => peer !== ours && results.has(`${peer} ${name}`)),
      (peer) => results.get(`${peer} ${name}`) ?? '',
    )
    const texts = [...outcomes].map(([text, names]) => `${names.map((peer) => `\`${peer}\``).join(', ')}: ${text}`)
    return [[title, own, texts.join('; ')]]
  })
  return formatTable(['', 'these packages', 'others'], rows, 'left')
}
