import { measure } from '../measure.ts'
import type { Findings } from '../section.ts'
import { formatTable } from '../table.ts'
import { measureAccounts } from './accounts.ts'
import { failuresOf } from './failures-of.ts'
import { kinds, type Sample } from './kinds.ts'

// No more than 8 KiB is read: what comes after that costs nothing more.
const sizes = [1024, 2048, 4096, 8192, 16_384]
const growthLimit = 2.2
const tokenLengths = [600, 1000]
const parsingLimit = 3

/** What it costs to keep secrets out of errors, as they grow. */
export function benchRedaction(): Findings {
  const problems: string[] = []
  const rows = Object.entries(kinds).map(([kind, sample]) => {
    const { ratios, ms } = measureGrowth(sizes.map((size) => errorWith(sample(size))))
    for (const [index, ratio] of ratios.entries()) {
      if (ratio > growthLimit) problems.push(`${kind}, at ${sizes[index + 1]} characters: ${ratio.toFixed(2)}`)
    }
    return [kind, ...ratios.map((ratio) => ratio.toFixed(2)), ms.toFixed(1)]
  })
  const growth = formatTable(['', ...sizes.slice(1).map((size) => `${size / 2} → ${size}`), 'ms at last'], rows)
  const accounts = tokenLengths.map((length) => {
    const { ms, ratio } = measureAccounts(length)
    if (ratio > parsingLimit) problems.push(`10,000 accounts with tokens of ${length} characters: ${ratio.toFixed(2)}`)
    return [String(length), ratio.toFixed(2), ms.toFixed(1)]
  })
  const parsing = formatTable(['characters of a token', 'ratio', 'ms'], accounts)
  return {
    problems,
    report: `How much more CPU time an error takes when secret and text are twice as long (at most ${growthLimit}):

${growth}

CPU time of an error that offers 10,000 accounts, by that of parsing the answer that brought them (at most ${parsingLimit}):

${parsing}`,
  }
}

function errorWith({ secrets, text }: Sample): () => unknown {
  return () => failuresOf('tiny', secrets)('invalid_request', { message: 'refused', providerText: text })
}

/** What grows too fast does so each time; a machine that had other things to do does not. */
function measureGrowth(
  runs: ReadonlyArray<() => unknown>,
  tries = 3,
): { readonly ratios: readonly number[]; readonly ms: number } {
  const times = measure(runs)
  const ratios = times.slice(1).map((ms, index) => ms / (times[index] ?? 0))
  if (tries > 1 && ratios.some((ratio) => ratio > growthLimit)) return measureGrowth(runs, tries - 1)
  return { ratios, ms: times.at(-1) ?? 0 }
}
