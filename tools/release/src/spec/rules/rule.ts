import type { Bump } from './bump.ts'

/** What a kind of edit means to the users of a package. */
export interface Rule {
  readonly bump: Bump
  /** What the changeset says. `{names}` are filled in from the edit. */
  readonly text: string
  /** Why it is this bump, from a user's point of view. */
  readonly why: string
}

/** One difference, judged: what was found, by which rule, and what a changelog says about it. */
export interface Finding {
  readonly rule: string
  readonly bump: Bump
  readonly text: string
}

export function fill(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole)
}
