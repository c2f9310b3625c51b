import { examine } from '../doctor/examine.ts'
import type { Finding } from '../doctor/finding.ts'
import { exitCodes } from '../failures/exit-codes.ts'
import { write } from '../terminal.ts'
import { isColored, paint } from '../text/paint.ts'
import { type CommandContext, requireProvider } from './context.ts'

const colors = { fine: 'green', odd: 'yellow', wrong: 'red', skipped: 'yellow' } as const

/** Looks for what may be wrong, and says it in words. */
export async function doctor(context: CommandContext): Promise<number> {
  const { given, terminal } = context
  const isJson = given.switches.has('json')
  const findings: Finding[] = []
  for await (const finding of examine(context, requireProvider(context))) {
    findings.push(finding)
    if (!isJson) await write(terminal.output, formatFinding(finding, isColored(terminal.output, terminal)))
  }
  if (isJson) await write(terminal.output, `${JSON.stringify(findings)}\n`)
  return findings.some(({ verdict }) => verdict === 'wrong') ? exitCodes.failed : exitCodes.success
}

function formatFinding({ subject, verdict, text }: Finding, color: boolean): string {
  return `${paint(colors[verdict], verdict.padEnd(8), color)}${subject.padEnd(14)}${text}\n`
}
