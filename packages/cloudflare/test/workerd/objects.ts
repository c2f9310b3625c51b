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
  readonly #calls: string[] = []

  constructor(context: TestContext, environment: unknown) {
    super(context, environment)
    this.#context = context
  }

  override read(): ReturnType<AuthSession['read']> {
    this.#calls.push('read')
    return super.read()
  }

  override lock(owner: string): ReturnType<AuthSession['lock']> {
    this.#calls.push('lock')
    return super.lock(owner)
  }

  override replace(...values: Parameters<AuthSession['replace']>): ReturnType<AuthSession['replace']> {
    this.#calls.push('replace')
    return super.replace(...values)
  }

  override release(owner: string): ReturnType<AuthSession['release']> {
    this.#calls.push('release')
    return super.release(owner)
  }

  /** What it was asked since it was made. */
  calls(): string[] {
    return this.#calls
  }

  /** Everything that is stored. */
  contents(): [string, unknown][] {
    return [...this.#context.storage.kv.list()]
  }

  jump(ms: number): void {
    aheadMs += ms
    for (const [id, { at, run }] of [...timers]) if (timers.has(id) && at <= performance.now()) run()
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

  /** As an object that fails right after it has written, before its answer is out. */
  async writeAndReset(value: string): Promise<void> {
    await this.replace('', undefined, value, undefined)
    this.reset()
  }

  /** Loses what is in memory, as an eviction does, and breaks the calls that are out. */
  reset(): void {
    timers.clear()
    this.#context.abort('reset by a test')
  }
}

// biome-ignore lint/style/noDefaultExport: it is what makes a module a Worker.
export default { fetch: (): Response => new Response('no such route', { status: 404 }) }
