import { type Verdict, wordsFor } from '../../../src/spec/judge.ts'
import { type RuleName, rules } from '../../../src/spec/rules/rules.ts'
import type { Outcomes } from './outcomes.ts'

const intro = `# What a change of a spec means to users

The edits below were each done to a copy of a spec, or of a generated client, and judged by the code behind \`pnpm spec:diff\`, \`pnpm spec:release\` and \`pnpm spec:check\`. Tests do it again in every run and compare this page; \`UPDATE_DOCS=1\` writes it anew.

After an edit of a spec:

\`\`\`sh
pnpm spec:diff       # what it means to users, against the last release (or --base <revision>)
pnpm spec:release    # generates the clients, and writes one changeset per changed package
pnpm spec:check      # what CI asks: does every changed package have a changeset that is high enough?
pnpm compat:check    # do the examples, recipes and tests of the last release compile against the packages of today?
\`\`\`

\`pnpm spec:release\` writes \`.changeset/spec-<provider>.md\` anew each time; words of your own belong in another changeset. Run it again after further edits.

Three judges look at an edit, and the gravest verdict counts:

- the rules of this repository, which know what the generator makes of a spec and what users do with it;
- [oasdiff](https://github.com/oasdiff/oasdiff), which knows clients of an HTTP interface in general: breaking is major, a warning is minor, a note is a patch;
- the compiler, which tries whether code that was written against the earlier declarations of the generated client would compile against the new ones.

The words are those of the changeset that \`pnpm spec:release\` writes. A sentence of the second or third judge is in it only where it is graver than all of ours.

| When | Release | The changelog says | Why |
| --- | --- | --- | --- |
`

const middle = `
When nothing differs but the layout of the file, nothing is released.

What the compiler finds, when the generator's templates change and the specs do not:

| A generated client has | Release | The changelog says |
| --- | --- | --- |
`

const outro = `
An answer with a new status is a minor release: until then it was \`undocumented\`, which code has to handle, and the adapter of the package does not compile until someone has decided what the status means. What may turn an answer that used to be accepted into \`invalid_response\` is a major release, although it breaks no build: a sign-in that stops working is worse than one.
`

/** The page on edits and what comes of them. */
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
