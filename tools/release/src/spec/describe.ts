import { byWeight } from './judge.ts'
import type { Judged } from './judge-providers.ts'
import type { Finding } from './rules/rule.ts'

/** A block of plain text about one package: the bump, what changed, and what the two other judges see. */
export function describe({ provider, name, file, verdict, stale }: Judged): string {
  const { bump, spec, oasdiff, client } = verdict
  if (bump === 'none') return `${name}: no change${stale ? `\n  ${staleNote(provider)}` : ''}`
  return [
    `${name}: ${bump}`,
    ...byWeight(spec).map(line),
    ...section('oasdiff, by the two specs:', oasdiff),
    ...section('the compiler, by the declarations of the generated client:', client),
    ...(stale ? [`  ${staleNote(provider)}`] : []),
    `  \`pnpm spec:release\` writes ${file}`,
  ].join('\n')
}

/** What is only noted is counted: the lines above say it better. */
function section(title: string, findings: readonly Finding[]): string[] {
  if (findings.length === 0) return []
  const grave = byWeight(findings).filter(({ bump }) => bump !== 'patch')
  const notes = findings.length - grave.length
  return [
    `  ${title}`,
    ...grave.map((finding) => `  ${line(finding)}`),
    ...(notes > 0 ? [`    patch  ${notes} ${notes === 1 ? 'note' : 'notes'}, shown by --json`] : []),
  ]
}

function line({ bump, text, rule }: Finding): string {
  return `  ${bump.padEnd(5)}  ${text}  [${rule}]`
}

/** Without Java the client may lag behind its spec. */
export function staleNote(provider: string): string {
  return `The client is not generated from this spec yet, so that its declarations say nothing: \`pnpm generate ${provider}\`.`
}
