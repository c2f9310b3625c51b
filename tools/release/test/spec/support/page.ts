import { type Verdict, wordsFor } from '../../../src/spec/judge.ts'
import { type RuleName, rules } from '../../../src/spec/rules/rules.ts'
import type { Outcomes } from './outcomes.ts'

const intro = `# What a change to a spec means for users

Each edit below was made to a copy of a spec, or of a generated client, and judged by the code behind \`pnpm spec:diff\`, \`pnpm spec:release\` and \`pnpm spec:check\`. Tests repeat this in every run and compare it with this page; \`UPDATE_DOCS=1\` regenerates the page.

After editing a spec:

\`\`\`sh
pnpm spec:diff       # what it means for users, compared with the last release (or --base <revision>)
pnpm spec:release    # generates the clients, and writes one changeset per changed package (--dry: only says so)
pnpm spec:check      # what CI checks: does every changed package have a changeset with a high enough bump?
pnpm compat:check    # do the examples, recipes and tests of the last release compile against today's packages?
\`\`\`

\`pnpm spec:release\` overwrites \`.changeset/spec-<provider>.md\` each time; put your own words in another changeset. Run it again after further edits.

Three judges look at an edit, and the most severe verdict counts:

- the rules of this repository, which know what the generator turns a spec into and how users use it;
- [oasdiff](https://github.com/oasdiff/oasdiff), which knows clients of an HTTP interface in general: breaking is major, a warning is minor, a note is a patch;
- the compiler, which checks whether code written against the earlier declarations of the generated client would compile against the new ones.

The wording is that of the changeset that \`pnpm spec:release\` writes. A sentence from the second or third judge is included only if it is more severe than all of ours.

| When | Release | The changelog says | Why |
| --- | --- | --- | --- |
`

const middle = `
When only the layout of the file differs, nothing is released.

What the compiler finds when the generator's templates change and the specs do not:

| A generated client has | Release | The changelog says |
| --- | --- | --- |
`

const outro = `
A response with a new status is a minor release: until then it was \`undocumented\`, which code has to handle anyway, and the adapter of the package does not compile until someone has decided what the status means. A change that may turn a response that used to be accepted into \`invalid_response\` is a major release, although it breaks no build: a sign-in that stops working is worse than a broken build.
`

/** The page on edits and their releases. */
export function writePage({ specs, clients }: Outcomes): string {
  const specRows = [...specs].map(([edit, verdict]) => row(edit, verdict, reasonsOf(verdict)))
  const clientRows = [...clients].map(([edit, verdict]) => row(edit, verdict))
  return `${intro}${specRows.join('\n')}\n${middle}${clientRows.join('\n')}\n${outro}`
}

function row(edit: string, verdict: Verdict, ...more: string[]): string {
  const words = wordsFor(verdict).map(({ text }) => text)
  const cells = [edit, verdict.bump, words.join('<br>') || '–', ...more]
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`
}

function reasonsOf(verdict: Verdict): string {
  const names = wordsFor(verdict).map(({ rule }) => rule.split(' ')[0] ?? '')
  return [...new Set(names)].map((name) => rules[name as RuleName].why).join('<br>') // findings bear names of rules
}
