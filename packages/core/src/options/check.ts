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

/**
 * What an option must be. `string` may be empty, `text` is not, `line` is a text without control characters, such as
 * a name or a key; `list` is one of strings.
 */
export type OptionKind =
  | 'string'
  | 'text'
  | 'line'
  | 'function'
  | 'object'
  | 'boolean'
  | 'duration'
  | 'list'
  | readonly string[]

const kinds: Readonly<Record<Extract<OptionKind, string>, Rule>> = {
  string: must('a string', (value) => typeof value === 'string'),
  text: must('a non-empty string', isText),
  line: must(
    'a non-empty string without line breaks. Files and environment variables often end in one: trim them',
    isLine,
  ),
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
 * missing, unknown or inherited.
 */
export function checkOptions(caller: string, options: unknown, rules: OptionRules): void {
  if (!isObject(options)) throw new TypeError(`${caller}: pass an object with options`)
  const known = Object.keys(rules).map((name) => name.replace('?', ''))
  const own = Object.keys(options)
  const unknown = own.find((name) => !known.includes(name))
  if (unknown !== undefined) {
    throw new TypeError(`${caller}: there is no option \`${unknown}\`. Known options: ${known.join(', ')}`)
  }
  // Where options are copied, as in a spread, these would be lost without a word: a proxy, or where to sign in.
  const lost = known.find((name) => options[name] !== undefined && !own.includes(name))
  if (lost !== undefined) throw new TypeError(`${caller}: \`${lost}\` is inherited or hidden. Pass a plain object`)
  const problem = findProblem(options, rules)
  if (problem !== undefined) throw new TypeError(`${caller}: ${problem}`)
}

/** The first of these values that is wrong, and what it must be. Values without a rule are not looked at. */
export function findProblem(values: object, rules: OptionRules): string | undefined {
  for (const [rule, kind] of Object.entries(rules)) {
    const name = rule.replace('?', '')
    const value = (values as Readonly<Record<string, unknown>>)[name] // any object has unknown members
    if (value === undefined && rule.endsWith('?')) continue
    const expected = ruleOf(kind)(value)
    if (expected !== undefined) return `\`${name}\` must be ${expected}`
  }
  return undefined
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== ''
}

/** A control character in a name or a key is a mistake that no server would tell. */
function isLine(value: unknown): value is string {
  return isText(value) && !/\p{Cc}/u.test(value)
}

function ruleOf(kind: OptionKind | Rule): Rule {
  if (typeof kind === 'function') return kind
  if (typeof kind === 'string') return kinds[kind]
  return must(`one of ${kind.map((item) => `'${item}'`).join(', ')}`, (value) => kind.some((item) => item === value))
}

/** Whether a value is an object of any kind, an array too, and not `null`. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}
