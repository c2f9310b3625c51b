import { isObject, must, type Rule } from './check.ts'

export const absoluteUrl: Rule = must(
  'an absolute URL such as `https://api.example.com`, without query, fragment, user name or white space',
  // The platform drops white space from a URL, where text that is put after it would then be another path.
  (value) => typeof value === 'string' && /^https?:\/\/[^/?#@\s]+(\/[^?#\s]*)?$/i.test(value) && URL.canParse(value),
)

export const origins: Rule = must(
  'an array of origins such as `https://api.example.com`',
  (value) => Array.isArray(value) && value.every((item) => !absoluteUrl(item)),
)

export const credentials: Rule = must(
  'an object or a function that returns one',
  (value) => typeof value === 'function' || isObject(value),
)

export const store: Rule = mustHave('a TokenStore', 'read', 'update')

export const clock: Rule = mustHave('a Clock', 'now', 'monotonic', 'schedule')

export const logger: Rule = mustHave('a logger', 'debug', 'info', 'warn', 'error')

export const maxAttempts: Rule = must(
  'a whole number from 1 to 10',
  (value) => Number.isInteger(value) && Number(value) >= 1 && Number(value) <= 10,
)

export const interval: Rule = must(
  'a positive number of milliseconds, or Infinity',
  (value) => typeof value === 'number' && value > 0,
)

export const headers: Rule = must('a plain object of header names and values', (value) => {
  if (!isObject(value) || Symbol.iterator in value) return false
  try {
    new Headers(value as Record<string, string>) // it turns other values into strings: they are found below
    return Object.values(value).every((text) => typeof text === 'string')
  } catch {
    // The platform's own error repeats the value, which may be a key.
    return false
  }
})

function mustHave(be: string, ...methods: readonly string[]): Rule {
  const names = methods.map((name) => `\`${name}\``).join(', ')
  const hasAll = (value: unknown): boolean =>
    isObject(value) && methods.every((name) => typeof value[name] === 'function')
  return must(`${be}, with ${names}`, hasAll)
}
