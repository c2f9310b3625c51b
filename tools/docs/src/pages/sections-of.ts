import { slugOf } from '../site/slugs.ts'

/** What is below a heading, up to the next one of its level. */
export function sectionOf(text: string, heading: string): string {
  const level = /^#+/.exec(heading)?.[0].length ?? 0
  const start = text.indexOf(`\n${heading}\n`)
  if (start === -1) throw new Error(`no heading "${heading}"`)
  const rest = text.slice(start + heading.length + 2)
  const end = rest.search(new RegExp(`^#{1,${level}} `, 'm'))
  return rest.slice(0, end === -1 ? undefined : end).trim()
}

/** What comes before the first heading of the second level, without the title. */
export function introductionOf(text: string): string {
  return (
    text
      .replace(/^# .+\n/, '')
      .split(/^## /m)[0]
      ?.trim() ?? ''
  )
}

export const titleOf = (text: string): string => /^# (.+)$/m.exec(text)?.[1]?.replace(/`/g, '') ?? ''

/** Puts a list of the headings of the second level before the first of them. */
export function linkHeadings(text: string): string {
  const headings = [...text.matchAll(/^## (.+)$/gm)].map(([, heading = '']) => heading)
  const links = headings.map((heading) => `[${heading}](#${slugOf(heading)})`)
  return text.replace(
    /^## /m,
    `<nav class="on-page" aria-label="On this page">\n\n${links.join('\n')}\n\n</nav>\n\n## `,
  )
}

/** The first sentence of the text, for search engines and lists. */
export function summaryOf(text: string): string {
  const paragraph = text
    .replace(/^# .+\n/, '')
    .split(/\n{2,}/)
    .find((part) => /^[A-Z“`[]/.test(part.trim()))
  const plain = (paragraph ?? '')
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/[`*_]/g, '')
    .replace(/\s+/g, ' ')
    .trim()
  return /^.{20,}?(?:\.(?= [A-Z“]|$)|:(?= |$))/.exec(plain)?.[0].replace(/:$/, '.') ?? plain
}
