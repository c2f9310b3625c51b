import { allowedAtRunTime, allowedInDevelopment, type Exception } from './policy.ts'

/** A third-party package that is installed, with the licence that it names. */
export interface Licensed {
  readonly name: string
  readonly license: string
}

/** What is wrong with the licences of the dependencies: one sentence per finding. */
export function judgeLicenses(
  runTime: readonly Licensed[],
  all: readonly Licensed[],
  exceptions: readonly Exception[],
): string[] {
  const shipped = runTime
    .filter(({ license }) => !isAllowed(license, allowedAtRunTime))
    .map(
      ({ name, license }) =>
        `${name} comes with a published package, and its licence is ${license}: that is not one of ${allowedAtRunTime.join(', ')}`,
    )
  const used = new Set<Exception>()
  const working = all
    .filter(({ name }) => !runTime.some((item) => item.name === name))
    .filter(({ name, license }) => {
      if (isAllowed(license, allowedInDevelopment)) return false
      const exception = exceptions.find((item) => item.license === license && matches(item.name, name))
      if (exception) used.add(exception)
      return exception === undefined
    })
    .map(
      ({ name, license }) =>
        `${name}: its licence is ${license}. Do without it, or list it with a reason in tools/release/src/licenses/policy.ts`,
    )
  // A platform's own package is there on that platform only.
  const needless = exceptions
    .filter((item) => !used.has(item) && !item.name.includes('*'))
    .map(({ name }) => `${name}: the exception for it is not needed any more: remove it from policy.ts`)
  return [...shipped, ...working, ...needless]
}

/** Whether a licence expression (SPDX, annex D) can be met by licences of the list. An unknown word meets nothing. */
export function isAllowed(expression: string, allowed: readonly string[]): boolean {
  const bare = expression.replace(/^\((.*)\)$/, '$1').trim()
  // With inner brackets the order of AND and OR would have to be worked out: no dependency needs that yet.
  if (/[()]/.test(bare)) return false
  return bare.split(/\s+OR\s+/).some((choice) => choice.split(/\s+AND\s+/).every((part) => allowed.includes(part)))
}

function matches(pattern: string, name: string): boolean {
  return pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : pattern === name
}
