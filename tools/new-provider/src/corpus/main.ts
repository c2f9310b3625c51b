import { resolve } from 'node:path'
import { runCommand } from '../../../generator/src/run-command.ts'
import { checkPackages } from './check-packages.ts'
import { findDocuments } from './find-documents.ts'
import { renderOutcomes } from './render-outcomes.ts'
import { tryDocument } from './try-document.ts'
import { createWorkshop } from './workshop.ts'

/** Tries every OpenAPI document below a folder, and prints what became of each. */
await runCommand(async () => {
  const [folder, ...patterns] = process.argv.slice(2)
  if (folder === undefined)
    throw new Error('Usage: pnpm --filter @auth-tools/new-provider corpus <folder> [part of a name]…')
  const documents = await findDocuments(resolve(process.env['INIT_CWD'] ?? process.cwd(), folder))
  const wanted = documents.filter(({ name }) => patterns.length === 0 || patterns.some((part) => name.includes(part)))
  const workshop = await createWorkshop()
  const outcomes = []
  for (const document of wanted) {
    const outcome = await tryDocument(document, workshop)
    console.error(`${document.name}: ${outcome.refusal ?? 'adopted'}`)
    outcomes.push(outcome)
  }
  const checks = await checkPackages(
    workshop.root,
    outcomes.flatMap(({ name, refusal }) => (refusal === undefined ? [name] : [])),
  )
  console.log(`${renderOutcomes(outcomes, checks)}\n\nThe packages are in ${workshop.root}`)
})
