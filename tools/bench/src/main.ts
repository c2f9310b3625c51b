import { readArguments } from './arguments.ts'
import { describeMachine } from './machine.ts'
import { openBench } from './open-bench.ts'
import { createProgress } from './progress.ts'
import { sections } from './sections.ts'
import { writeFindings } from './write/write-findings.ts'

const { sections: chosen, against, write } = readArguments(process.argv.slice(2), Object.keys(sections))
const open = openBench(against)

for (const { name, parts } of chosen) {
  const section = sections[name]
  if (!section) continue
  const progress = createProgress(name)
  try {
    const findings = await section({ ...open, parts, report: progress.report })
    progress.end()
    console.log(`## ${name}\n\n${findings.report}\n\n${describeMachine()}\n`)
    for (const problem of findings.problems) console.error(`Not as it should be: ${problem}`)
    if (findings.problems.length > 0) process.exitCode = 1
    // A part does not take the place of the whole.
    if (write && parts.length === 0) await writeFindings(name, findings, describeMachine())
  } catch (error) {
    // One section that fails takes nothing from the others.
    progress.end()
    console.error(`${name} failed:`, error)
    process.exitCode = 1
  }
}
