/** The names of a new provider, in the forms that its package needs. */
export interface Names {
  /** Of the package and its folder: `elasticpath`. */
  readonly name: string
  /** For people: `Elastic Path`. */
  readonly title: string
  /** In types and functions: `ElasticPath`. */
  readonly pascal: string
}

export function nameProvider(name: string, title: string = toPascalCase(name)): Names {
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name) || name.length > 40) {
    throw new Error(
      `\`${name}\` cannot be the name of a package: write lower-case letters, digits and single hyphens, such as \`acme\``,
    )
  }
  const pascal = /[\s-]/.test(title) ? toPascalCase(title) : title.replace(/[^A-Za-z0-9]/g, '')
  if (!/^[A-Z][A-Za-z0-9]*$/.test(pascal)) {
    throw new Error(`The title \`${title}\` gives no name for types: start it with a capital letter, such as \`Acme\``)
  }
  return { name, title, pascal }
}

/** `create_access-token` → `CreateAccessToken`. */
export function toPascalCase(text: string): string {
  return text
    .split(/[^A-Za-z0-9]+/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('')
}

/** `create_access-token` → `createAccessToken`, `X-Api-Key` → `xApiKey`. */
export function toCamelCase(text: string): string {
  const pascal = toPascalCase(text)
  const start = /^[A-Z]+(?=[A-Z][a-z]|\d|$)/.exec(pascal)?.[0] ?? pascal.charAt(0)
  return start.toLowerCase() + pascal.slice(start.length)
}
