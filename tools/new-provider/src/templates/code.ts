import type { PackageModel } from '../package-model.ts'
import type { Given, Member } from '../sign-in/members.ts'
import { choiceCode, tagOf, tagValue } from './forms.ts'

/** A member of an object literal or of an access, quoted where it must be. */
export function property(wire: string): string {
  return isIdentifier(wire) ? `.${wire}` : `[${JSON.stringify(wire)}]`
}

function key(wire: string): string {
  return isIdentifier(wire) ? wire : JSON.stringify(wire)
}

function isIdentifier(wire: string): boolean {
  return /^[A-Za-z_$][\w$]*$/.test(wire)
}

/** Text that fits on a comment's line. */
export function comment(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').replaceAll('*/', '*\u200b/').replaceAll('FILL IN', 'fill in').trim()
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
export function requestCode(model: PackageModel): string {
  const { signIn, forms } = model
  const members = signIn.parameters.map(memberCode)
  if (forms.length > 0) members.push(`body: ${choiceCode(model, (form) => literal(form.members))},`)
  else if (signIn.body) members.push(`body: ${literal(signIn.body)},`)
  return `{ ${members.join(' ')} }`
}

/** Members of an object literal. */
export function membersCode(members: readonly Member[]): string {
  return members.map(memberCode).join(' ')
}

function literal(members: readonly Member[]): string {
  return `{ ${membersCode(members)} }`
}

function memberCode({ wire, source }: Member): string {
  if (source.kind === 'constant') return key(wire) === source.literal ? `${wire},` : `${key(wire)}: ${source.literal},`
  if (source.kind === 'object') return `${key(wire)}: ${literal(source.members)},`
  if (source.kind === 'unknown')
    return `${key(wire)}: fillIn('what a sign-in sends as \`${wire.replaceAll(/['\\`]/g, '')}\`'),`
  const [only, ...others] = source.values
  if (only && others.length === 0) {
    return key(wire) === valueCode(only) ? `${wire},` : `${key(wire)}: ${valueCode(only)},`
  }
  const parts = source.values.map((value) => {
    const code = valueCode(value)
    return `${value.part}: ${source.encoded ? `encodeURIComponent(${code})` : code}`
  })
  const mark = source.encoded
    ? '// FILL IN: RFC 6749, section 2.3.1, has both form-encoded. Some servers take them as they are: try it with a `%`.\n'
    : ''
  return `${mark}${key(wire)}: { ${parts.join(', ')} },`
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

/** Credentials that a test or an example passes: those of the first form, where there are several. */
export function credentialsCode(model: PackageModel, write: (given: Given) => string): string {
  const [form] = model.forms
  const tag = form ? [`${tagOf(model)}: ${tagValue(form)}`] : []
  const others = exampleCode(model.credentials, write)
  return `{ ${[...tag, ...(others ? [others] : [])].join(', ')} }`
}
