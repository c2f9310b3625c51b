/** Something that users can rely on, and what proves it. */
export interface Promised {
  readonly number: number
  /** What users get, in one sentence. */
  readonly text: string
  /**
   * By file, the titles of tests as they are written, with their placeholders: of one test, of a group, or of both
   * with ` > ` between them.
   */
  readonly tests?: Readonly<Record<string, readonly string[]>>
  /** What proves it instead of tests, or why nothing does yet. */
  readonly note?: string
}

export interface Chapter {
  readonly title: string
  readonly promises: readonly Promised[]
}

const core = 'packages/core/test'

/** Files that many promises are proved in. */
export const files = {
  answers: `${core}/session/answers.test.ts`,
  clocks: `${core}/token/clocks.test.ts`,
  conformance: 'tools/conformance/test/failures.test.ts',
  coolDown: `${core}/token/cool-down.test.ts`,
  faults: 'tools/conformance/test/fault-matrix/fault-matrix.test.ts',
  listeners: `${core}/listeners.test.ts`,
  network: `${core}/http/network.test.ts`,
  platform: `${core}/http/platform.test.ts`,
  refresh: `${core}/fetch/refresh.test.ts`,
  rejected: `${core}/token/rejected-token.test.ts`,
  rotation: `${core}/session/rotation.test.ts`,
  schedule: `${core}/token/schedule.test.ts`,
  sharedStore: `${core}/session/shared-store.test.ts`,
  singleFlight: `${core}/token/single-flight.test.ts`,
  storeFailures: `${core}/session/store-failures.test.ts`,
  transportAnswers: `${core}/http/transport-answers.test.ts`,
  transportRetries: `${core}/http/transport-retries.test.ts`,
  transportTimeouts: `${core}/http/transport-timeouts.test.ts`,
} as const
