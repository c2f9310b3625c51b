import { readFile, writeFile } from 'node:fs/promises'
import { parse, stringify } from 'yaml'
import type { SpecNode } from '../../generator/src/check-names.ts'
import { exampleOf } from './adopt/examples.ts'
import { pointerTo } from './adopt/operations.ts'
import { lintSpec, type Problem } from './lint-spec.ts'

// Examples refer to one another's mistakes: what is wrong inside one shows when the outer is gone.
const mostRounds = 4

/**
 * Mends in a copy what our rules find wrong and nobody has to be asked about.
 *
 * @param where - Where a place is in the user's own file.
 */
export async function mendSpec(
  file: string,
  given: string,
  where: (pointer: readonly string[]) => string,
): Promise<string[]> {
  const changes = new Set<string>()
  for (let round = 0; ; round += 1) {
    const problems = await lintSpec(file)
    if (problems.length === 0) return [...changes]
    const document: SpecNode = parse(await readFile(file, 'utf8'))
    const left = problems.filter((problem) => !mend(document, problem, (change) => changes.add(change)))
    if (left.length > 0 || round === mostRounds) {
      const told = left.map(({ rule, message, pointer }) => `- ${where(pointerTo(pointer))}: ${message} (${rule})`)
      throw new Error(
        `${given} lacks what our rules for specs ask for, and what cannot be known without its provider:\n` +
          `${told.join('\n')}\nMend it there, and run the command again.`,
      )
    }
    await writeFile(file, stringify(document, { lineWidth: 120, aliasDuplicateObjects: false }))
  }
}

function mend(document: SpecNode, { rule, pointer }: Problem, note: (change: string) => void): boolean {
  const parts = pointerTo(pointer)
  if (/^no-invalid-.*-examples$/.test(rule)) {
    const at = parts.findIndex((part, index) => /^examples?$/.test(part) && parts[index - 1] !== 'properties')
    if (at < 0) return false
    const holder = nodeAt(document, parts.slice(0, at))
    if (!holder) return false
    delete holder[parts[at] ?? '']
    if (['string', 'number', 'integer', 'boolean'].includes(holder['type'])) holder['example'] = exampleOf(holder)
    note(`left out examples that do not fit their schemas`)
    return true
  }
  if (rule === 'scalar-property-missing-example') {
    const schema = nodeAt(document, parts) ?? {}
    if (schema['pattern'] === undefined) return false
    delete schema['pattern']
    schema['example'] = 'example'
    note(`left out patterns of which no example is known`)
    return true
  }
  if (rule !== 'auth/source-colon') return false
  const node = nodeAt(document, parts)
  if (typeof node?.['description'] !== 'string') return false
  node['description'] = node['description'].replaceAll(/\bSource [-–]\s*/g, 'Source: ')
  return true
}

function nodeAt(document: SpecNode, parts: readonly string[]): SpecNode | undefined {
  let node: SpecNode | undefined = document
  for (const part of parts) node = node?.[part]
  return typeof node === 'object' ? node : undefined
}
