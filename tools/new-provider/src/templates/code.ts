import type { PackageModel } from '../package-model.ts'
import type { Given, Member } from '../sign-in-members.ts'

/** A member of an object literal or of an access, quoted where it must be. */
export function property(wire: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(wire) ? `.${wire}` : `[${JSON.stringify(wire)}]`
}

function key(wire: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(wire) ? wire : JSON.stringify(wire)
}

/** Text that fits on a comment's line. */
export function comment(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').replaceAll('*/', '*\u200b/').trim()
  return line.length > 160 ? `${line.slice(0, 159)}…` : line
}

/** Words for a JSDoc of the same name. */
export function describe({ description, name }: Pick<Given, 'description' | 'name'>): string {
  return comment(description) || `FILL IN: what \`${name}\` is, and the source of that.`
}

export function usesFillIn(code: string): boolean {
  return /\bfillIn\(/.test(code)
}

/** What a sign-in sends, as an object literal. */
export function requestCode({ signIn }: PackageModel): string {
  const members = signIn.parameters.map(memberCode)
  if (signIn.body) members.push(`body: { ${signIn.body.map(memberCode).join(' ')} },`)
  return `{ ${members.join(' ')} }`
}

function memberCode({ wire, source }: Member): string {
  if (source.kind === 'constant') return `${key(wire)}: ${source.literal},`
  if (source.kind === 'unknown') return `${key(wire)}: fillIn('what a sign-in sends as \`${wire}\`'),`
  const [only, ...others] = source.values
  if (only && others.length === 0) {
    return key(wire) === valueCode(only) ? `${wire},` : `${key(wire)}: ${valueCode(only)},`
  }
  return `${key(wire)}: { ${source.values.map((value) => `${value.part}: ${valueCode(value)}`).join(', ')} },`
}

function valueCode({ from, name }: Given): string {
  return from === 'options' ? name : `credentials.${name}`
}

/** The members of an object that a test or an example passes. */
export function exampleCode(values: readonly Given[], write: (given: Given) => string): string {
  return values
    .filter(({ required }) => required)
    .map((given) => `${given.name}: ${write(given)}`)
    .join(', ')
}
