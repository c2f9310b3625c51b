import { errors } from './promises/errors.ts'
import { manyProcesses } from './promises/many-processes.ts'
import { people } from './promises/people.ts'
import { platforms } from './promises/platforms.ts'
import type { Chapter, Promised } from './promises/promise.ts'
import { requests } from './promises/requests.ts'
import { stores } from './promises/stores.ts'
import { tokenEndpoint } from './promises/token-endpoint.ts'
import { tokenSource } from './promises/token-source.ts'

/** What users can rely on, by subject. */
export const chapters: readonly Chapter[] = [
  tokenSource,
  tokenEndpoint,
  stores,
  requests,
  errors,
  platforms,
  people,
  manyProcesses,
]

export const promises: readonly Promised[] = chapters.flatMap((chapter) => chapter.promises)

const introduction = `# Promises

What you can rely on, and the tests that prove it. A title stands for one test or for a group of them, with placeholders
(\`%s\`, \`$name\`) where a test runs for several cases. [faults.md](faults.md) shows what a client does when a provider or
the network fails.

This page is generated from \`tools/repository/test/promises\` by
\`UPDATE_DOCS=1 pnpm exec vitest run tools/repository/test/promises.test.ts\`. Without the variable, the same command checks
that the page is up to date and that every test it names exists.
`

export function renderPromises(): string {
  return [
    introduction,
    ...chapters.map(({ title, promises }) => [`## ${title}\n`, ...promises.map(render)].join('\n')),
  ].join('\n')
}

function render({ number, text, tests = {}, note }: Promised): string {
  const proofs = Object.entries(tests).flatMap(([file, titles]) => [
    `- [${file}](../${file})`,
    ...titles.map((title) => `  - ${title}`),
  ])
  const remark = note ? [...(proofs.length > 0 ? [''] : []), `${note}.`] : []
  return [`### ${number}. ${text}`, '', ...proofs, ...remark, ''].join('\n')
}
