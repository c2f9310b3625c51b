/** Where a process can be held up while it renews: the first is when it has got the lock. */
export const steps = ['before spending', 'after spending', 'after the answer', 'after writing'] as const

export type Step = (typeof steps)[number]

/** Whose session it is: a person's ends with its refresh token, a service signs in again. */
export type Kind = 'person' | 'service'

export interface Place {
  readonly directory: string
  readonly authBaseUrl: string
  readonly apiBaseUrl: string
  readonly accountName: string
  readonly publicKey: string
  readonly username: string
  readonly password: string
  /** Whether nobody can look at the processes of others, as across containers. */
  readonly isApart: boolean
}

/** What a process of the fleet is told. */
export type Order =
  | {
      readonly type: 'ask'
      readonly id: number
      readonly session: Session
      readonly callers: number
      readonly offsetMs: number
    }
  | { readonly type: 'sign in'; readonly id: number; readonly session: Session; readonly offsetMs: number }
  /** To stop, once, at this step, say so, and wait for `go on`. */
  | { readonly type: 'stop at'; readonly step: Step }
  | { readonly type: 'go on' }

export interface Session {
  readonly identity: string
  readonly kind: Kind
}

/** What a process of the fleet says. */
export type Report =
  | { readonly type: 'ready' }
  | { readonly type: 'reached'; readonly step: Step }
  | { readonly type: 'answer'; readonly id: number; readonly answer: Answer }

export interface Answer {
  /** The tokens that callers got, each once. */
  readonly tokens: readonly string[]
  /** How many calls failed, by code. */
  readonly failures: Readonly<Record<string, number>>
  /** How long each caller has waited. */
  readonly waitsMs: readonly number[]
}
