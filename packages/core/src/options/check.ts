/** What an option must be. `text` is a non-empty string. */
export type OptionKind = 'text' | 'function' | 'object' | 'boolean' | 'duration' | 'list' | readonly string[]

/** How the options of one object are checked. A name with `?` may be absent. */
export type OptionRules = { readonly [name: string]: OptionKind | ((value: unknown) => string | undefined) }

/**
 * Throws a `TypeError` that names the package, the option and what to pass, for the first option that is wrong,
 * missing or unknown.
 */
export function checkOptions(caller: string, options: unknown, rules: OptionRules): void {
  if (typeof options !== 'object' || options === null) throw new TypeError(`${caller}: pass an object with options`)
  const values = options as Record<string, unknown> // each member is checked below
  const known = Object.keys(rules).map((name) => name.replace('?', ''))
  const unknown = Object.keys(values).find((name) => !known.includes(name))
  if (unknown !== undefined) {
    throw new TypeError(`${caller}: there is no option \`${unknown}\`. Known options: ${known.join(', ')}`)
  }
  for (const [rule, kind] of Object.entries(rules)) {
    const name = rule.replace('?', '')
    const value = values[name]
    if (value === undefined && rule.endsWith('?')) continue
    const expected = typeof kind === 'function' ? kind(value) : matches(kind, value) ? undefined : describe(kind)
    if (expected !== undefined) throw new TypeError(`${caller}: \`${name}\` must be ${expected}`)
  }
}

function matches(kind: OptionKind, value: unknown): boolean {
  if (typeof kind === 'object') return typeof value === 'string' && kind.includes(value)
  if (kind === 'text') return typeof value === 'string' && value !== ''
  if (kind === 'list') return Array.isArray(value) && value.every((item) => typeof item === 'string')
  if (kind === 'duration') return typeof value === 'number' && value > 0 && Number.isFinite(value)
  if (kind === 'object') return typeof value === 'object' && value !== null
  return typeof value === kind
}

function describe(kind: OptionKind): string {
  if (typeof kind === 'object') return `one of ${kind.map((item) => `'${item}'`).join(', ')}`
  const words = {
    text: 'a non-empty string',
    function: 'a function',
    object: 'an object',
    boolean: 'true or false',
    duration: 'a positive number of milliseconds',
    list: 'an array of strings',
  }
  return words[kind]
}
