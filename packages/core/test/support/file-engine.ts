import { createFileEngine } from '../../src/store/file/engine.ts'
import type { Environment } from '../../src/store/file/environment.ts'
import type { ProcessFacts } from '../../src/store/file/process-facts.ts'
import { createLockingStore, type TokenStore } from '../../src/store.ts'
import type { FileDirectory } from './file-directory.ts'

/** A machine whose clocks stand still until a test moves them, while files are read and written in real time. */
export class Machine {
  wallMs: number = Date.now()
  monotonicMs = 0
  /** How often somebody has waited a moment. */
  waits = 0
  /** Processes that have ended, by number. */
  readonly dead: Set<number> = new Set()
  /** Processes that cannot be looked at, by number. */
  readonly hidden: Set<number> = new Set()
  #idle = new Set<() => void>()

  /** A store of the process with this number. */
  store(directory: FileDirectory, pid: number): TokenStore {
    return createLockingStore(createFileEngine(directory.path, this.environment(pid)))
  }

  environment(pid: number): Environment {
    const facts: ProcessFacts = {
      own: { host: 'here', pid },
      isAlive: (owner) => (this.hidden.has(owner.pid) ? undefined : !this.dead.has(owner.pid)),
    }
    return {
      facts,
      random: () => 0.5,
      clock: {
        now: () => this.wallMs,
        monotonic: () => this.monotonicMs,
        schedule: (callback) => {
          const timer = setImmediate(() => {
            this.waits += 1
            callback()
          })
          return () => clearImmediate(timer)
        },
      },
      scheduleIdle: (callback) => {
        this.#idle.add(callback)
        return () => this.#idle.delete(callback)
      },
    }
  }

  /** How much would run by and by, if the process lived on. */
  get idleTimers(): number {
    return this.#idle.size
  }

  /** Time passes, and what was to run by and by has been begun. */
  pass(ms: number): void {
    this.wallMs += ms
    this.monotonicMs += ms
    const due = this.#idle
    this.#idle = new Set()
    for (const callback of due) callback()
  }

  /** Lets those who wait look a few times more. */
  async looks(): Promise<void> {
    const enough = this.waits + 10
    while (this.waits < enough) await new Promise((resolve) => setImmediate(resolve))
  }
}
