import type { Lab } from './lab.ts'

/**
 * Part of a case. It throws where something is wrong, and returns a text where the runtime does something else than it
 * should: such a text has to be among the differences that the page explains.
 */
// biome-ignore lint/suspicious/noConfusingVoidType: most return nothing.
export type Step = () => Promise<string | void>

/** One thing that is to work everywhere. */
export interface Case {
  readonly name: string
  /** In the page. */
  readonly title: string
  /** Where a runtime handles requests, each step is one. What they share is in variables of `begin`. */
  begin(lab: Lab): readonly Step[]
}

/** A case of one step. */
export function oneStep(name: string, title: string, run: (lab: Lab) => ReturnType<Step>): Case {
  return { name, title, begin: (lab) => [() => run(lab)] }
}
