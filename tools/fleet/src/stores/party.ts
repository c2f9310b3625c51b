import { isAuthError, type TokenStore } from '@auth/core'
import { createMeshyAuth, type MeshyAuth } from '@auth/meshy'
import type { Provider } from '../common/provider.ts'

/** Where a renewal can be held up. */
export type Step = 'after-locking' | 'after-answer'

/** What happens to a process, as its store and its provider see it. */
export class Life {
  readonly pid: number
  #state: 'runs' | 'stopped' | 'dead' = 'runs'
  #goOn = Promise.withResolvers<void>()
  #hold: { readonly step: Step; readonly reached: () => void; readonly passed: Promise<void> } | undefined

  constructor(pid: number) {
    this.pid = pid
  }

  get isDead(): boolean {
    return this.#state === 'dead'
  }

  stop(): void {
    this.#state = 'stopped'
  }

  goOn(): void {
    this.#state = 'runs'
    this.#goOn.resolve()
    this.#goOn = Promise.withResolvers()
  }

  kill(): void {
    this.#state = 'dead'
  }

  /** Holds the next renewal up at this step. Resolves when it is there, to what lets it pass. */
  async holdAt(step: Step): Promise<() => void> {
    const reached = Promise.withResolvers<void>()
    const passed = Promise.withResolvers<void>()
    this.#hold = { step, reached: reached.resolve, passed: passed.promise }
    await reached.promise
    return passed.resolve
  }

  async reach(step: Step): Promise<void> {
    if (this.#hold?.step === step) {
      const { reached, passed } = this.#hold
      this.#hold = undefined
      reached()
      await passed
    }
    await this.pass()
  }

  /** Nothing that a stopped process has sent arrives before it goes on; nothing of a dead one ever does. */
  async pass(): Promise<void> {
    while (this.#state !== 'runs') await this.#goOn.promise
  }
}

export interface PartyOptions {
  readonly store: TokenStore
  readonly life: Life
  readonly provider: Provider
  readonly credentials: { readonly username: string; readonly password: string }
  readonly account: { readonly accountName: string; readonly publicKey: string }
  /** By how much time has been moved on, and by how much more the clock of this process is wrong. */
  readonly offsetMs: () => number
}

/** A client of the session, as one process has it. */
export class Party {
  readonly life: Life
  readonly auth: MeshyAuth
  readonly #credentials: PartyOptions['credentials']

  constructor({ store, life, provider, credentials, account, offsetMs }: PartyOptions) {
    this.life = life
    this.#credentials = credentials
    const clock = {
      now: () => Date.now() + offsetMs(),
      monotonic: () => performance.now() + offsetMs(),
      schedule(callback: () => void, delayMs: number): () => void {
        const timer = setTimeout(() => void life.pass().then(callback), Math.min(delayMs, 2 ** 31 - 1))
        return () => clearTimeout(timer)
      },
    }
    this.auth = createMeshyAuth({
      ...{ ...account, ...provider.urls, store, clock, identity: 'ada' },
      fetch: async (url, init) => {
        await life.pass()
        const response = await fetch(url, init)
        await life.reach('after-answer')
        return response
      },
    })
  }

  signIn(): Promise<unknown> {
    return this.auth.signIn(this.#credentials)
  }

  /** What a call brings: a token, or the code of its error. */
  ask(): Promise<string> {
    return this.auth.getToken().then(
      () => 'a token',
      (error: unknown) => (isAuthError(error) ? `\`${error.code}\`` : String(error)),
    )
  }
}
