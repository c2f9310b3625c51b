/**
 * A value as a literal of TypeScript. Every text of a document that enters generated code goes through here, or through
 * `commentText`: nothing in it can end the literal.
 */
export function literal(value: unknown): string {
  return JSON.stringify(value).replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029')
}

/** An object literal of code by name. */
export function objectLiteral(members: Iterable<readonly [name: string, code: string]>): string {
  return `{ ${[...members].map(([name, code]) => `${literal(name)}: ${code}`).join(', ')} }`
}

/** The same, with a member a line. */
export function objectLines(members: Iterable<readonly [name: string, code: string]>): string {
  const lines = [...members].map(([name, code]) => `${literal(name)}: ${code},\n`)
  return lines.length > 0 ? `{\n${lines.join('')}}` : '{}'
}

/** Alternatives of a type. */
export function unionOf(types: readonly string[]): string {
  return [...new Set(types)].join(' | ')
}

/** A comment of the text, if there is any, on lines of its own. */
export function docComment(text: string): string {
  return text ? `/**\n * ${text}\n */\n` : ''
}
