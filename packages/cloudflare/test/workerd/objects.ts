import { AuthSession, type SessionContext } from '../../src/auth-session.ts'

// Time that the tests can move on, for everything in this isolate: the objects, and no client.
let aheadMs = 0
const { now } = Date
const monotonic = performance.now.bind(performance)
const { setTimeout: schedule, clearTimeout: cancel } = globalThis
const timers = new Map<number, { readonly at: number; run(): void }>()

Date.now = () => now() + aheadMs
performance.now = () => monotonic() + aheadMs
Object.assign(globalThis, {
  setTimeout(callback: () => void, delayMs: number): number {
    const run = (): void => {
      clearTimeout(id)
      callback()
    }
    const id = Number(schedule(run, delayMs))
    timers.set(id, { at: performance.now() + delayMs, run })
    return id
  },
  clearTimeout(id: number): void {
    timers.delete(id)
    cancel(id)
  },
})

/** What objects are made with, as far as the tests use it beside the package. */
interface TestContext extends SessionContext {
  readonly storage: SessionContext['storage'] & {
    readonly kv: { list(): Iterable<[string, unknown]> }
    getAlarm(): Promise<number | null>
  }
  abort(reason: string): void
}

/** A session's object that the tests can look into, break, and take through time. */
export class TestSession extends AuthSession {
  readonly #context: TestContext
  #asked = 0

  constructor(context: TestContext, environment: unknown) {
    super(context, environment)
    this.#context = context
  }

  override lock(owner: string): ReturnType<AuthSession['lock']> {
    this.#asked += 1
    return super.lock(owner)
  }

  /** How often the lock was asked for since the object was made. */
  asked(): number {
    return this.#asked
  }

  /** Everything that is stored. */
  contents(): [string, unknown][] {
    return [...this.#context.storage.kv.list()]
  }

  jump(ms: number): void {
    aheadMs += ms
    for (const { at, run } of [...timers.values()]) if (at <= performance.now()) run()
  }

  runAlarm(): Promise<void> {
    return this.alarm()
  }

  nextAlarm(): Promise<number | null> {
    return this.#context.storage.getAlarm()
  }

  breakStorage(): void {
    const fail = (): Promise<void> => Promise.reject(new Error('the disk is broken'))
    Object.assign(this.#context.storage, { sync: fail, deleteAll: fail })
  }

  /** Loses what is in memory, as an eviction does, and breaks the calls that are out. */
  reset(): void {
    timers.clear()
    this.#context.abort('reset by a test')
  }
}

// biome-ignore lint/style/noDefaultExport: it is what makes a module a Worker.
export default { fetch: (): Response => new Response('no such route', { status: 404 }) }
