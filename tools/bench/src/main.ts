import { benchRedaction } from './redaction/redaction.ts'
import type { Section } from './section.ts'

const sections: Readonly<Record<string, Section>> = { redaction: benchRedaction }

const names = process.argv.slice(2)
for (const name of names.length > 0 ? names : Object.keys(sections)) {
  const section = sections[name]
  if (!section) {
    console.error(`There is no section "${name}". Sections: ${Object.keys(sections).join(', ')}`)
    process.exitCode = 1
    continue
  }
  const { report, problems } = section()
  console.log(report)
  for (const problem of problems) console.error(`Over its limit: ${problem}`)
  if (problems.length > 0) process.exitCode = 1
}
