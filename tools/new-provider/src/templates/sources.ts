import type { PackageModel } from '../package-model.ts'
import { type Given, quote } from '../sign-in-members.ts'
import { comment, describe } from './code.ts'

export function optionsFile({ names, options, credentials, session }: PackageModel): string {
  const { title, pascal, name } = names
  return `
import type { Auth, AuthOptions } from '@auth/core'
import { checkOptions, type OptionRules, sharedOptions } from '@auth/core/adapter'

/** Who signs in to ${title}. */
export ${typeCode(`${pascal}Credentials`, credentials.map(memberOf))}

/** What ${title} said beside the token. */
export ${typeCode(
    `${pascal}Session`,
    session.map((item) => `/** ${describe(item)} */\nreadonly ${item.name}?: ${item.type} | undefined`),
  )}

/** Options of \`create${pascal}Auth\`. */
export ${typeCode(`${pascal}AuthOptions`, options.map(memberOf), `AuthOptions<${pascal}Credentials>`)}

/** A session with ${title}. */
export type ${pascal}Auth = Auth<${pascal}Session, ${pascal}Credentials>

const rules: OptionRules = {
  ${rulesCode(options)}
  ...sharedOptions,
}

export function check${pascal}Options(options: ${pascal}AuthOptions): void {
  checkOptions('@auth/${name}', options, rules)
}

export function check${pascal}Credentials(credentials: ${pascal}Credentials): void {
  checkOptions('@auth/${name}: \`credentials\`', credentials, { ${rulesCode(credentials)} })
}
`
}

/** An interface, or where it would have no member of its own, what stands for that. */
function typeCode(name: string, members: readonly string[], base?: string): string {
  if (members.length === 0) return `type ${name} = ${base ?? 'Record<string, never>'}`
  return `interface ${name} ${base === undefined ? '' : `extends ${base} `}{\n${members.join('\n')}\n}`
}

function memberOf(item: Given): string {
  const example = comment(typeof item.example === 'string' ? quote(item.example) : JSON.stringify(item.example))
  const type = item.required ? `: ${item.type}` : `?: ${item.type} | undefined`
  return `/** ${describe(item)}${item.from === 'options' ? ` @example ${example}` : ''} */\nreadonly ${item.name}${type}`
}

function rulesCode(values: readonly Given[]): string {
  return values.map(({ name, required, rule }) => `'${name}${required ? '' : '?'}': ${rule},`).join('\n')
}

export function createFile({ names, options }: PackageModel): string {
  const { title, pascal } = names
  const example = options.filter(({ required }) => required).map((option) => option.name)
  return `
import { createAuth } from '@auth/core/adapter'
import { serverUrl } from '@auth/core/api'
import { create${pascal}Adapter } from './adapter.ts'
import { server } from './generated/operations.ts'
import { check${pascal}Options, type ${pascal}Auth, type ${pascal}AuthOptions } from './options.ts'

/**
 * A session with ${title}: signs in, keeps the token fresh, and presents it.
 *
 * @example
 * \`\`\`ts
 * const auth = create${pascal}Auth({ ${[...example, 'credentials'].join(', ')} })
 * const response = await auth.fetch('/')
 * \`\`\`
 * @throws {TypeError} for a missing or wrong option
 */
export function create${pascal}Auth(options: ${pascal}AuthOptions): ${pascal}Auth {
  check${pascal}Options(options)
  // FILL IN: \`apiBaseUrl\`, where the API is somewhere else than the token endpoint.
  const url = serverUrl(server)
  return createAuth(create${pascal}Adapter(${options.length > 0 ? 'options' : ''}), options, { authBaseUrl: url, apiBaseUrl: url })
}
`
}

export function indexFile({ names: { name, pascal } }: PackageModel): string {
  return `
export { create${pascal}Auth } from './create-${name}-auth.ts'
export type { ${pascal}Auth, ${pascal}AuthOptions, ${pascal}Credentials, ${pascal}Session } from './options.ts'
`
}

/** Fits everywhere, and says at the first call what is missing. */
export function fillInFile({ names: { name } }: PackageModel): string {
  return `
/** Stands for something that the spec does not tell. Delete this file with the last use of it. */
export function fillIn(what: string): never {
  throw new Error(\`@auth/${name} is not finished. Fill in \${what}, in packages/${name}/src/adapter.ts\`)
}
`
}
