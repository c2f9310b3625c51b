import type { Surface } from './surface.ts'

/** The report of an entry point: everything that a change of could break a user's program, and nothing else. */
export function renderReport(specifier: string, { exported, internal, imported }: Surface): string {
  return [
    `# The API of \`${specifier}\``,
    'Written by `pnpm api:report` from the declarations. Do not edit.',
    ...section(
      'Exported',
      [...exported].sort(byName).map(([, text]) => text),
    ),
    ...section(
      'Not exported, but part of what is',
      [...internal].sort(byName).map(([, text]) => text),
    ),
    ...section(
      'From other packages',
      [...imported].sort().map((line) => `// ${line}`),
      '\n',
    ),
    '',
  ]
    .join('\n\n')
    .trimEnd()
    .concat('\n')
}

function section(title: string, parts: readonly string[], separator = '\n\n'): string[] {
  return parts.length === 0 ? [] : [`## ${title}`, `\`\`\`ts\n${parts.join(separator)}\n\`\`\``]
}

/** By code unit: a locale's order is another on another machine. */
function byName([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : a > b ? 1 : 0
}
