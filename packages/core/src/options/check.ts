/**
 * What is wrong with the value of one option: what it must be, in words.
 *
 * @inline
 */
export type Rule = (value: unknown) => string | undefined

/** A rule of what a value must be, and how that is told. */
export function must(be: string, isRight: (value: unknown) => boolean): Rule {
  return (value) => (isRight(value) ? undefined : be)
}

/** What an option must be. `text` is a non-empty string, `list` one of strings. */
export type OptionKind = 'text' | 'function' | 'object' | 'boolean' | 'duration' | 'list' | readonly string[]

const kinds: Readonly<Record<Extract<OptionKind, string>, Rule>> = {
  text: must('a non-empty string', (value) => typeof value === 'string' && value !== ''),
  function: must('a function', (value) => typeof value === 'function'),
  object: must('an object', isObject),
  boolean: must('true or false', (value) => typeof value === 'boolean'),
  duration: must('a positive number of milliseconds', (value) => Number.isFinite(value) && Number(value) > 0),
  list: must('an array of strings', (value) => Array.isArray(value) && value.every((item) => typeof item === 'string')),
}

/** How the options of one object are checked. A name with `?` may be absent. */
export type OptionRules = { readonly [name: string]: OptionKind | Rule }

/**
 * Throws a `TypeError` that names the package, the option and what to pass, for the first option that is wrong,
 * missing or unknown.
 */
export function checkOptions(caller: string, options: unknown, rules: OptionRules): void {
  if (!isObject(options)) throw new TypeError(`${caller}: pass an object with options`)
  const known = Object.keys(rules).map((name) => name.replace('?', ''))
  const unknown = Object.keys(options).find((name) => !known.includes(name))
  if (unknown !== undefined) {
    throw new TypeError(`${caller}: there is no option \`${unknown}\`. Known options: ${known.join(', ')}`)
  }
  for (const [rule, kind] of Object.entries(rules)) {
    const name = rule.replace('?', '')
    const value = options[name]
    if (value === undefined && rule.endsWith('?')) continue
    const expected = ruleOf(kind)(value)
    if (expected !== undefined) throw new TypeError(`${caller}: \`${name}\` must be ${expected}`)
  }
}

function ruleOf(kind: OptionKind | Rule): Rule {
  if (typeof kind === 'function') return kind
  if (typeof kind === 'string') return kinds[kind]
  return must(`one of ${kind.map((item) => `'${item}'`).join(', ')}`, (value) => kind.some((item) => item === value))
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}
