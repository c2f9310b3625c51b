/** What is wrong with the value of one option: what it must be, in words. */
type Rule = (value: unknown) => string | undefined

export const absoluteUrl: Rule = (value) => {
  const expected = 'an absolute URL such as `https://api.example.com`, without query, fragment or user name'
  if (typeof value !== 'string' || !/^https?:/i.test(value) || /[?#]/.test(value) || !URL.canParse(value))
    return expected
  const { username, password } = new URL(value)
  return username || password ? expected : undefined
}

export const origins: Rule = (value) =>
  Array.isArray(value) && value.every((item) => absoluteUrl(item) === undefined)
    ? undefined
    : 'an array of origins such as `https://api.example.com`'

export const store: Rule = (value) =>
  hasMethods(value, ['read', 'update']) ? undefined : 'a TokenStore, with `read` and `update`'

export const clock: Rule = (value) =>
  hasMethods(value, ['now', 'monotonic', 'schedule']) ? undefined : 'a Clock, with `now`, `monotonic` and `schedule`'

export const maxSends: Rule = (value) =>
  Number.isInteger(value) && Number(value) >= 1 && Number(value) <= 10 ? undefined : 'a whole number from 1 to 10'

export const headers: Rule = (value) => {
  const expected = 'a plain object of header names and values, such as `{ "user-agent": "my-app/1.0" }`'
  if (typeof value !== 'object' || value === null || Symbol.iterator in value) return expected
  if (Object.values(value).some((text) => typeof text !== 'string')) return expected
  try {
    new Headers(value as Record<string, string>) // every value was found to be a string
    return undefined
  } catch {
    // The platform's own error repeats the value, which may be a key.
    return expected
  }
}

function hasMethods(value: unknown, names: readonly string[]): boolean {
  if (typeof value !== 'object' || value === null) return false
  const members = value as Readonly<Record<string, unknown>> // each is checked here
  return names.every((name) => typeof members[name] === 'function')
}
