import { parseArgs } from 'node:util'

export interface Arguments {
  readonly sections: readonly { readonly name: string; readonly parts: readonly string[] }[]
  readonly against: string | undefined
  readonly write: boolean
}

/**
 * Reads `[section…] [--against REV] [--write]`. What follows a section, and is no section itself, names parts of it.
 *
 * @throws an Error that lists the sections, for a first word that is none of them
 */
export function readArguments(words: readonly string[], known: readonly string[]): Arguments {
  const { values, positionals } = parseArgs({
    args: words.filter((word) => word !== '--'),
    allowPositionals: true,
    options: { against: { type: 'string' }, write: { type: 'boolean', default: false } },
  })
  const sections: { name: string; parts: string[] }[] = []
  for (const word of positionals) {
    const last = sections.at(-1)
    if (known.includes(word)) sections.push({ name: word, parts: [] })
    else if (last) last.parts.push(word)
    else throw new Error(`There is no section "${word}". Sections: ${known.join(', ')}`)
  }
  return {
    sections: sections.length > 0 ? sections : known.map((name) => ({ name, parts: [] })),
    against: values.against,
    write: values.write,
  }
}
