import type { Outcome } from '../conformance/run.ts'
import type { Project } from './project.ts'
import type { ProviderName } from './providers.ts'

/** What came of all cases with one provider. */
export interface Column {
  readonly provider: ProviderName
  /** What made the program, where something did. */
  readonly bundler?: string
  readonly outcomes: readonly Outcome[]
}

/** Something that the packages run in. */
export interface Runtime {
  /** For the command line: `node-22`. */
  readonly name: string
  /** In the page. */
  readonly title: string
  /** Names the version, as exactly as a change of it should be seen. */
  run(project: Project): Promise<{ readonly version: string; readonly columns: readonly Column[] }>
}
