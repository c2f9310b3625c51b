import type { Section } from './manual.ts'

/** The manual as a man page, of the first section of the handbook. */
export function renderMan(sections: readonly Section[], version: string): string {
  const body = sections.map(({ title, paragraphs = [], rows = [] }) =>
    [
      `.SH ${quote(title.toUpperCase())}`,
      ...paragraphs.flatMap((text) => ['.PP', toRoff(text)]),
      ...rows.flatMap(([label, text]) => ['.TP', `\\fB${toRoff(label)}\\fR`, toRoff(text)]),
    ].join('\n'),
  )
  const heading = `.TH AUTH\\-CLI 1 "" ${quote(`@auth/cli ${version}`)}`
  const name = '.SH NAME\nauth\\-cli \\- tokens for shells, scripts and every other language'
  return `${[heading, name, ...body].join('\n')}\n`
}

/** A line that begins with a dot or an apostrophe would be a command of the formatter. */
function toRoff(text: string): string {
  return text
    .replaceAll('\\', '\\e')
    .replaceAll('-', '\\-')
    .replaceAll('’', '\\(cq')
    .replaceAll('…', '...')
    .replaceAll('→', '\\(->')
    .replace(/^([.'])/, '\\&$1')
}

function quote(text: string): string {
  return `"${toRoff(text).replaceAll('"', '\\(dq')}"`
}
