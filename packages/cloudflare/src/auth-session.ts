/// <reference path="./cloudflare-workers.d.ts" />
import { DurableObject } from 'cloudflare:workers'
import { systemClock } from './clock.ts'
import { leaseMs, SessionLock } from './session-lock.ts'
import type { Reply, Turn } from './session-object.ts'
import { type ObjectStorage, SessionStorage } from './session-storage.ts'

/**
 * What a Durable Object is made with.
 *
 * @internal
 */
export interface SessionContext {
  readonly storage: ObjectStorage
}

interface DurableObjectClass {
  new (
    context: SessionContext,
    environment: unknown,
  ): {
    /** By which `DurableObjectNamespace` knows a class whose methods can be called. */
    readonly __DURABLE_OBJECT_BRAND: never
  }
}

// The declarations of this package need no others: those of Workers are generated in each project.
const Base = DurableObject as unknown as DurableObjectClass

/**
 * One session: keeps it, and lets one Worker at a time change it. Export it from your Worker, bind it, and give the
 * binding to {@link createDurableObjectStore}. Its methods, those of `SessionObject`, are
 * for that store alone.
 *
 * @example
 * ```ts
 * export { AuthSession } from '@auth/cloudflare'
 * ```
 */
export class AuthSession extends Base {
  readonly #storage: SessionStorage
  readonly #lock: SessionLock

  /** @internal */
  constructor(context: SessionContext, environment: unknown) {
    super(context, environment)
    this.#storage = new SessionStorage(context.storage)
    this.#lock = new SessionLock(systemClock, this.#storage.lock)
  }

  /** @internal */
  read(): Promise<Reply<string | undefined>> {
    return answer(() => this.#storage.text)
  }

  /** @internal */
  lock(owner: string): Promise<Reply<Turn>> {
    return answer(async () => {
      if (!(await this.#lock.take(owner))) return { held: false }
      try {
        this.#storage.keepLock(owner)
        const current = this.#storage.text
        // What is never written must not be left behind.
        if (current === undefined) await this.#storage.settle()
        return { held: true, current, leaseMs }
      } catch (error) {
        this.#release(owner)
        throw error
      }
    })
  }

  /** @internal */
  extend(owner: string): Promise<Reply<boolean>> {
    return answer(() => this.#lock.extend(owner))
  }

  /** @internal */
  replace(
    owner: string,
    expected: string | undefined,
    next: string | undefined,
    lifeMs: number | undefined,
  ): Promise<Reply<boolean>> {
    return answer(async () => {
      if (!this.#storage.replace(expected, next, lifeMs)) return false
      this.#release(owner)
      await this.#storage.settle()
      return true
    })
  }

  /** @internal */
  release(owner: string): Promise<Reply<void>> {
    return answer(() => this.#release(owner))
  }

  /**
   * Called by the platform.
   *
   * @internal
   */
  alarm(): Promise<void> {
    return this.#storage.tidy(this.#lock.isBusy)
  }

  #release(owner: string): void {
    this.#lock.release(owner)
    this.#storage.dropLock(owner)
  }
}

async function answer<Result>(work: () => Result | Promise<Result>): Promise<Reply<Result>> {
  try {
    return { result: await work(), now: Date.now() }
  } catch (error) {
    return { problem: error instanceof Error ? error.message : 'unknown' }
  }
}
