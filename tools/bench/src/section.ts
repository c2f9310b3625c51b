/** What a section found out. */
export interface Findings {
  /** Markdown. */
  readonly report: string
  /** What is over its limit. */
  readonly problems: readonly string[]
}

/** Measures one thing. Only ratios have limits: times say more about the machine than about the code. */
export type Section = () => Findings
