import type { Picture } from './plot/picture.ts'

/** What a section found out. */
export interface Findings {
  /** Markdown. */
  readonly report: string
  /** What is over its limit. */
  readonly problems: readonly string[]
  readonly pictures?: readonly Picture[]
  /** Markdown for the README, where it has a place for this section. */
  readonly summary?: string
}

/** A build of our packages, as users get it. */
export interface Build {
  /** What is put behind a package's name: nothing for the build of today. */
  readonly suffix: string
  /** Holds `node_modules`. */
  readonly folder: string
}

/** What sections work with. What they do not ask for is neither packed nor installed. */
export interface Bench {
  /** The build of today, and the one it is compared with if there is one. */
  builds(): Promise<readonly Build[]>
  /** A folder in which the peers are installed. */
  peers(): Promise<string>
  /** Which part of the section, where it has parts. */
  readonly parts: readonly string[]
  /** Says how far a section has come. */
  report(progress: string): void
}

/** Measures one thing. Only ratios and counts have limits: times say more about the machine than about the code. */
export type Section = (bench: Bench) => Promise<Findings>
