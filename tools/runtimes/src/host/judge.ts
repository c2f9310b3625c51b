import type { Outcome } from '../conformance/run.ts'
import { type Difference, differences } from './differences.ts'
import type { ProviderName } from './providers.ts'
import type { Column, Runtime } from './runtime.ts'

/** What a runtime made of all cases. */
export interface Result {
  readonly runtime: Pick<Runtime, 'name' | 'title'>
  readonly version: string
  readonly columns: readonly Column[]
}

/** What is to be said of one case in one runtime. */
export interface Cell {
  /** Those that explain what was seen. */
  readonly differences: readonly Difference[]
  /** What nothing explains, and what went wrong. */
  readonly failures: readonly string[]
  /** Whose outcome is as it should be. */
  readonly fine: readonly ProviderName[]
  readonly count: number
}

export function judgeCell({ runtime, columns }: Result, name: string): Cell {
  const found = new Set<Difference>()
  const failures: string[] = []
  const fine = new Set<ProviderName>()
  let count = 0
  for (const { provider, bundler, outcomes } of columns) {
    const outcome = outcomes.find((one) => one.name === name)
    const where = [runtime.title, provider, bundler, name].filter(Boolean).join(', ')
    count += 1
    if (!outcome) failures.push(`${where}: it did not run`)
    else if (outcome.failure) failures.push(`${where}: ${outcome.failure}`)
    else if (outcome.seen) {
      const known = findDifference(runtime.name, provider, outcome)
      if (known) found.add(known)
      else failures.push(`${where}: ${outcome.seen}, which no difference explains`)
    } else fine.add(provider)
  }
  return { differences: [...found], failures, fine: [...fine], count }
}

/** Differences that some runtime of these should have shown, and did not. */
export function findUnseen(results: readonly Result[], cells: readonly Cell[]): string[] {
  const ran = new Set(results.map(({ runtime }) => runtime.name))
  const seen = new Set(cells.flatMap((cell) => cell.differences))
  return differences
    .filter((difference) => difference.runtimes.every((name) => ran.has(name)) && !seen.has(difference))
    .map(
      (difference) =>
        `${difference.runtimes.join(', ')}, ${difference.case}: "${difference.seen}" is not seen any more`,
    )
}

function findDifference(runtime: string, provider: ProviderName, { name, seen }: Outcome): Difference | undefined {
  return differences.find(
    (one) =>
      one.case === name &&
      one.seen === seen &&
      one.runtimes.includes(runtime) &&
      (one.providers?.includes(provider) ?? true),
  )
}
