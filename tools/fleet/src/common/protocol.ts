/** Where a process can be stopped on its way through a renewal. */
export type Step = 'after-locking' | 'before-spending' | 'after-answer' | 'after-writing'

/** What a process is told. */
export type Order =
  | { readonly do: 'round'; readonly callers: number; readonly limitMs: number }
  | { readonly do: 'sign-in' }
  | { readonly do: 'sign-out' }
  /** Asks before it goes past this step. */
  | { readonly do: 'trap'; readonly step: Step | undefined }
  | { readonly do: 'pass' }

/** What a process tells. */
export type Report =
  | { readonly type: 'ready' }
  | { readonly type: 'done' }
  | { readonly type: 'reached'; readonly step: Step }
  | { readonly type: 'round'; readonly calls: RoundCalls }

/** How the calls of one round ended. */
export interface RoundCalls {
  /** How long each waited for a token, in milliseconds. */
  readonly waits: readonly number[]
  /** Calls that failed and were made again, by code. */
  readonly failures: Readonly<Record<string, number>>
  /** Calls that never got a token, by the code of their last failure. */
  readonly ended: Readonly<Record<string, number>>
}
