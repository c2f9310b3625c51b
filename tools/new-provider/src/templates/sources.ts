import type { PackageModel } from '../package-model.ts'
import { type Given, quote } from '../sign-in/members.ts'
import { hasOptions } from './adapter.ts'
import { comment, describe } from './code.ts'
import { tagOf, tagValue } from './forms.ts'

export function optionsFile(model: PackageModel): string {
  const { names, options, session, servers } = model
  const { title, pascal, name } = names
  const url = servers.hasHost
    ? []
    : [
        `/** Where ${title} is served, with the path of its API. @example 'https://host.test${apiPath(model)}' */\nreadonly authBaseUrl: string`,
      ]
  return `
import type { Auth, AuthOptions } from '@auth/core'
import { checkOptions, type OptionRules, sharedOptions } from '@auth/core/adapter'

${credentialTypes(model)}

/** What ${title} said beside the token. */
export ${typeCode(
    `${pascal}Session`,
    session.map((item) => `/** ${describe(item)} */\nreadonly ${item.name}?: ${item.type} | undefined`),
  )}

/** Options of \`create${pascal}Auth\`. */
export ${typeCode(`${pascal}AuthOptions`, [...url, ...options.map(memberOf)], `AuthOptions<${pascal}Credentials>`)}

/** A session with ${title}. */
export type ${pascal}Auth = Auth<${pascal}Session, ${pascal}Credentials>

const rules: OptionRules = {
  ${servers.hasHost ? '' : "authBaseUrl: 'text',\n"}${rulesCode(options)}
  ...sharedOptions,
}

export function check${pascal}Options(options: ${pascal}AuthOptions): void {
  checkOptions('@auth/${name}', options, rules)
}

${credentialCheck(model)}
`
}

export function apiPath({ serverPath }: Pick<PackageModel, 'serverPath'>): string {
  return serverPath
}

function credentialTypes(model: PackageModel): string {
  const { names, forms, credentials } = model
  const { title, pascal } = names
  if (forms.length === 0) {
    return `/** Who signs in to ${title}. */\nexport ${typeCode(`${pascal}Credentials`, credentials.map(memberOf))}`
  }
  const tag = tagOf(model)
  const types = forms.map((form) => {
    const members = [
      `/** Which form this is. */\nreadonly ${tag}: ${tagValue(form)}`,
      ...form.credentials.map(memberOf),
    ]
    return `/** One way to sign in to ${title}. */\nexport ${typeCode(`${pascal}${form.pascal}Credentials`, members)}`
  })
  const union = forms.map((form) => `${pascal}${form.pascal}Credentials`).join(' | ')
  return `${types.join('\n\n')}\n\n/** Who signs in to ${title}. */\nexport type ${pascal}Credentials = ${union}`
}

function credentialCheck(model: PackageModel): string {
  const { names, forms, credentials } = model
  const { pascal, name } = names
  const head = `export function check${pascal}Credentials(credentials: ${pascal}Credentials): void {`
  const caller = `'@auth/${name}: \`credentials\`'`
  if (forms.length === 0) return `${head}\n  checkOptions(${caller}, credentials, { ${rulesCode(credentials)} })\n}`
  const tag = tagOf(model)
  const cases = forms.map((form) => `${tagValue(form)}: { ${tag}: 'text', ${rulesCode(form.credentials)} },`)
  return `const forms: Record<${pascal}Credentials['${tag}'], OptionRules> = { ${cases.join('\n')} }

${head}
  checkOptions(${caller}, { ${tag}: credentials?.${tag} }, { ${tag}: [${forms.map(tagValue).join(', ')}] })
  checkOptions(${caller}, credentials, forms[credentials.${tag}])
}`
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

export function createFile(model: PackageModel): string {
  const { names, options, serverOptions, servers } = model
  const { title, pascal } = names
  const required = options.filter((option) => option.required)
  const example = [...(servers.hasHost ? [] : ['authBaseUrl']), ...required.map((option) => option.name)]
  const values = serverOptions.map(({ wire, name }) => `${JSON.stringify(wire)}: options.${name}`)
  const url = servers.hasHost
    ? `serverUrl(server${values.length > 0 ? `, { ${values.join(', ')} }` : ''})`
    : 'options.authBaseUrl'
  return `
import { createAuth } from '@auth/core/adapter'
${servers.hasHost ? "import { serverUrl } from '@auth/core/api'\n" : ''}import { create${pascal}Adapter } from './adapter.ts'
${servers.hasHost ? "import { server } from './generated/operations.ts'\n" : ''}import { check${pascal}Options, type ${pascal}Auth, type ${pascal}AuthOptions } from './options.ts'

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
  ${servers.apiUrl === undefined ? `// FILL IN: \`apiBaseUrl\`, where the API is somewhere else than the token endpoint.\n` : ''}const url = ${url}
  return createAuth(create${pascal}Adapter(${hasOptions(model) ? 'options' : ''}), options, { authBaseUrl: url, apiBaseUrl: ${servers.apiUrl === undefined ? 'url' : quote(servers.apiUrl)} })
}
`
}

export function indexFile({ names: { name, pascal }, forms }: PackageModel): string {
  const types = [...forms.map((form) => `${form.pascal}Credentials`), 'Auth', 'AuthOptions', 'Credentials', 'Session']
  return `
export type { KnownAuthErrorCode } from '@auth/core'
export { create${pascal}Auth } from './create-${name}-auth.ts'
export type { ${types.map((type) => `${pascal}${type}`).join(', ')} } from './options.ts'
`
}

/** For tokens that say themselves how long they live. */
export function lifetimeFile(): string {
  return `
import type { Lifetime } from '@auth/core/adapter'

/** How long a JWT lives, by its \`exp\` (RFC 7519, section 4.1.4). Whether it is genuine is the server's to say. */
export function lifetimeOf(token: string): Lifetime {
  try {
    const payload = token.split('.')[1] ?? ''
    const { exp } = JSON.parse(atob(payload.replaceAll('-', '+').replaceAll('_', '/')))
    return typeof exp === 'number' ? { expiresAt: exp * 1000 } : 'unknown'
  } catch {
    return 'unknown'
  }
}
`
}

/** For sessions that are a cookie. */
export function cookieFile(): [path: string, text: string] {
  const text = `
/** The value of a cookie that an answer sets. Browsers keep those from code, and send them by themselves. */
export function cookieIn(headers: readonly string[] | undefined, name: string): string | undefined {
  for (const header of headers ?? []) {
    const [pair = ''] = header.split(';')
    const [key = '', ...value] = pair.split('=')
    if (key.trim() === name) return value.join('=').trim()
  }
  return undefined
}
`
  return ['src/cookie-in.ts', text]
}

/** For sessions of cookies whose names are not known. */
export function cookiesFile(): [path: string, text: string] {
  const text = `
/** The cookies that an answer sets, without spaces between them. Browsers keep those from code, and send them by themselves. */
export function cookiesIn(headers: readonly string[] | undefined): string {
  const pairs = (headers ?? []).map((header) => (header.split(';')[0] ?? '').trim())
  return pairs.filter((pair) => /^[^=]+=./.test(pair)).join(';')
}
`
  return ['src/cookies-in.ts', text]
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
