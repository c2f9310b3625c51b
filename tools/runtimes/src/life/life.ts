import { type Auth, isAuthError } from '@auth/core'
import { describeError, sleep } from '../conformance/expect.ts'
import type { Setting } from '../conformance/setting.ts'
import type { Shared, Subject } from '../conformance/subject.ts'
import { createFastClock, type Pace } from './pace.ts'

/** What has happened since the last look. */
export interface Stretch {
  readonly calls: number
  /** Calls that failed as a fault may make them fail, by code. */
  readonly failed: Readonly<Record<string, number>>
  /** Those that a promise forbids. */
  readonly forbidden: readonly string[]
  readonly renewals: number
  readonly people: number
}

export interface LifeOptions {
  readonly setting: Setting
  readonly pace: Pace
}

/**
 * What a fault of the token endpoint may do to a call that has no token left. `invalid_request`: the refusal of a refresh
 * token whose answer was lost, cut off before it says so.
 */
const excusable = ['network', 'timeout', 'server_error', 'rate_limited', 'cooling_down', 'invalid_request']
const callers = 4
const limitRealMs = 3000
const personEveryMs = 1500

/** A service that calls its API all day, and people who come and go. */
export class Life {
  readonly #subject: Subject
  readonly #setting: Setting
  readonly #shared: Shared
  readonly #service: Auth<unknown, never>
  readonly #now: () => number
  #calls = 0
  #renewals = 0
  #people = 0
  #failed: Record<string, number> = {}
  #forbidden: string[] = []

  constructor(subject: Subject, { setting, pace }: LifeOptions, waitUntil?: Shared['waitUntil']) {
    const limitMs = limitRealMs * pace.speed
    this.#subject = subject
    this.#setting = setting
    this.#now = () => performance.now()
    this.#shared = {
      ...{ ...setting.urls[subject.name], clock: createFastClock(pace), waitUntil },
      timing: { attemptTimeoutMs: limitMs, totalTimeoutMs: 2 * limitMs },
      onEvent: ({ type }) => {
        if (type === 'renewed' || type === 'signed-in') this.#renewals += 1
      },
    }
    this.#service = subject.create(setting.credentials, this.#shared)
  }

  /** Goes on for a while, and says what has happened in it. */
  async live(durationMs: number): Promise<Stretch> {
    const endsAt = this.#now() + durationMs
    const all = Array.from({ length: callers }, () => this.#callOn(endsAt))
    await Promise.all([...all, this.#meetPeople(endsAt)])
    const { people, calls, renewals, failed, forbidden } = {
      ...{ people: this.#people, calls: this.#calls, renewals: this.#renewals },
      ...{ failed: this.#failed, forbidden: this.#forbidden },
    }
    this.#people = this.#calls = this.#renewals = 0
    this.#failed = {}
    this.#forbidden = []
    return { people, calls, renewals, failed, forbidden }
  }

  async #callOn(endsAt: number): Promise<void> {
    while (this.#now() < endsAt) {
      await this.#call(this.#service)
      await sleep(20 + Math.random() * 60)
    }
  }

  /** Each has a client of their own, which is dropped. */
  async #meetPeople(endsAt: number): Promise<void> {
    while (this.#now() < endsAt) {
      const auth = this.#subject.create(this.#setting.credentials, this.#shared)
      await this.#call(auth)
      // That the provider could not be told is an error, and the session is over all the same.
      await auth.signOut().catch((error: unknown) => this.#note(error, auth))
      this.#people += 1
      await sleep(personEveryMs)
    }
  }

  async #call(auth: Auth<unknown, never>): Promise<void> {
    this.#calls += 1
    try {
      const response = await auth.fetch(this.#subject.resource)
      await response.text()
      // One token after another may be revoked on its way.
      if (response.status !== 200 && response.status !== 401) this.#forbidden.push(`status ${response.status}`)
      if (response.status === 401) this.#count('401')
    } catch (error) {
      this.#note(error, auth)
    }
  }

  #note(error: unknown, auth: Auth<unknown, never>): void {
    const what = describeError(error)
    if (!isAuthError(error) || !excusable.includes(what)) this.#forbidden.push(what)
    else if (error.phase !== 'sign-out' && auth.status === 'fresh') this.#forbidden.push(`${what} with a fresh token`)
    else this.#count(what)
  }

  #count(what: string): void {
    this.#failed[what] = (this.#failed[what] ?? 0) + 1
  }
}
