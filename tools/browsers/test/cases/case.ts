import type { Setting } from '../support/browser.ts'
import type { Lab, LabPlan } from '../support/lab.ts'
import type { Tab } from '../support/tab.ts'

/** What is tried in every browser. */
export interface Case extends LabPlan {
  readonly title: string
  readonly setting?: Setting
  readonly expected: {
    readonly outcome: string
    /** The token requests after the sign-in. */
    readonly sent: string
  }
  /** Returns what came of it. */
  run(lab: Lab): Promise<string>
}

export const hourMs = 3_600_000

/** Lets the tokens of tabs end: in their time, not in the provider's. */
export async function expire(tabs: readonly Tab[]): Promise<void> {
  await Promise.all(tabs.map((tab) => tab.call('advance', hourMs)))
}

/** Of an error; a token is none. */
export function isCode(outcome: string): boolean {
  return /^[a-z_]+$/.test(outcome)
}

/** What callers in several tabs got. */
export function describe(outcomes: readonly string[]): string {
  const texts = new Set(outcomes.map((outcome) => (isCode(outcome) ? `\`${outcome}\`` : outcome)))
  const [first = '', ...others] = texts
  const isToken = (text: string): boolean => /^[\w.-]{20,}$/.test(text)
  if (others.length === 0) return isToken(first) ? 'one token in all tabs' : first
  return [...new Set([...texts].map((text) => (isToken(text) ? 'a token' : text)))].join(', ')
}

export function getTokens(tabs: readonly Tab[]): Promise<string[]> {
  return Promise.all(tabs.map((tab) => tab.call('getToken')))
}
