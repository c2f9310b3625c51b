import type { Outlined, Section } from './outline.ts'
import { summaryOf, titleOf } from './sections-of.ts'

export interface Text extends Outlined {
  readonly text: string
}

// The form gives this heading its meaning: what is below it can be left out.
const optional = 'Optional'

const forUsers = ['start', 'providers', 'guides', 'errors', 'testing']

/** A list of the pages for programs that read, in the form of llmstxt.org. */
export function listPages(name: string, summary: string, sections: readonly Section[], texts: readonly Text[]): string {
  const parts = sections.map(({ text, folder, groups }) => {
    const paths = groups.flatMap(({ pages }) => pages).map(({ path }) => path)
    const lines = texts.filter(({ path }) => paths.includes(path)).map(lineOf)
    return { heading: forUsers.includes(folder) ? text : optional, lines }
  })
  const headings = [...new Set(parts.map(({ heading }) => heading))]
  const listed = headings.map((heading) => {
    const lines = parts.filter((part) => part.heading === heading).flatMap((part) => part.lines)
    return `## ${heading}\n\n${lines.join('\n')}`
  })
  return `# ${name}\n\n> ${summary}\n\nEverything on one page: [llms-full.txt](llms-full.txt)\n\n${listed.join('\n\n')}\n`
}

function lineOf({ path, text }: Text): string {
  return `- [${titleOf(text)}](${path}.md): ${summaryOf(text)}`
}

/** All that users read, one page after another. */
export function joinPages(texts: readonly Text[]): string {
  const read = texts.filter(({ path }) => forUsers.some((folder) => path.startsWith(`${folder}/`)))
  return read.map(({ path, text }) => `<!-- ${path}.md -->\n\n${text.trim()}\n`).join('\n')
}
