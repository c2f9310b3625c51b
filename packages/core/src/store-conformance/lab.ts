import type { TokenStore } from '../store/token-store.ts'
import { expectValue, fail, type Rule, settles, show } from './expectations.ts'
import type { StoreConformanceOptions } from './options.ts'
import { type Run, startUpdate, type Update } from './update.ts'

/** What one case works with: clients of one backing, and a key that nobody else uses. */
export class Lab {
  readonly key: string = this.createKey('key')
  readonly patienceMs: number
  readonly graceMs: number
  readonly #options: StoreConformanceOptions
  readonly #clients: TokenStore[] = []
  readonly #updates: Update[] = []

  constructor(options: StoreConformanceOptions) {
    this.#options = options
    this.patienceMs = options.patienceMs ?? 5000
    this.graceMs = options.graceMs ?? 50
  }

  createKey(name: string): string {
    const unique = Array.from(crypto.getRandomValues(new Uint8Array(8)), (byte) => byte.toString(36))
    return `auth:conformance:${unique.join('')}:${name}`
  }

  async createClient(): Promise<TokenStore> {
    const client = await this.#options.createStore()
    this.#clients.push(client)
    return client
  }

  createPair(): Promise<[TokenStore, TokenStore]> {
    return Promise.all([this.createClient(), this.createClient()])
  }

  /** The hooks, for cases that are skipped without them. */
  async loseLock(key: string): Promise<void> {
    await this.#options.loseLock?.(key)
  }

  async failWrites(times: number): Promise<void> {
    await this.#options.failWrites?.(times)
  }

  start(store: TokenStore, key: string = this.key, lifeMs?: number): Update {
    const update = startUpdate(store, key, lifeMs)
    this.#updates.push(update)
    return update
  }

  /** Starts an update, and waits until its change runs: from then on it holds the lock. */
  async hold(store: TokenStore, key: string = this.key): Promise<Update & Run> {
    const update = this.start(store, key)
    const run = await this.enter('exclusive', 'a lock that is free was not given', update)
    return { ...update, ...run }
  }

  /** Waits until the change of an update runs. */
  async enter(rule: Rule, problem: string, update: Update): Promise<Run> {
    const failed = update.result.then(() => fail(rule, `${problem}: \`update\` ended, and had not run \`change\``))
    return this.within(rule, problem, Promise.race([update.entered, failed]))
  }

  /** Waits for what has to happen. What it fails with is told of. */
  async within<Result>(rule: Rule, problem: string, promise: Promise<Result>): Promise<Result> {
    if (!(await settles(promise, this.patienceMs))) fail(rule, `${problem}, within ${this.patienceMs} ms`)
    return promise.catch((error: unknown) => fail(rule, `${problem}: ${error}`, error))
  }

  /** Waits a while for what must not happen. */
  async never(rule: Rule, problem: string, promise: Promise<unknown>): Promise<void> {
    if (await settles(promise, this.graceMs)) fail(rule, problem)
  }

  /** Waits until an update has failed, and returns with what. */
  async failureOf(rule: Rule, problem: string, { result }: Update): Promise<unknown> {
    if (!(await settles(result, this.patienceMs))) fail(rule, `${problem}: it did not end within ${this.patienceMs} ms`)
    return result.then(
      (value) => fail(rule, `${problem}: it ended with ${show(value)}`),
      (error: unknown) => error,
    )
  }

  async read(store: TokenStore, key: string = this.key): Promise<string | undefined> {
    const reading = store.read(key, { signal: new AbortController().signal })
    return this.within('read', '`read` failed', reading)
  }

  async write(store: TokenStore, next: string | undefined, key: string = this.key, lifeMs?: number): Promise<void> {
    const update = this.start(store, key, lifeMs)
    update.finish(next)
    await this.within('returns', '`update` did not write', update.result)
  }

  async expectStored(
    rule: Rule,
    store: TokenStore,
    expected: string | undefined,
    key: string = this.key,
  ): Promise<void> {
    expectValue(rule, 'what is stored', await this.read(store, key), expected)
  }

  /** Ends what the case has left, so that nobody is kept waiting, and closes the clients. */
  async close(): Promise<void> {
    for (const update of this.#updates) {
      update.abort()
      update.throw(new Error('the case is over'))
    }
    await settles(Promise.allSettled(this.#updates.map(({ result }) => result)), this.graceMs)
    for (const client of this.#clients) await this.#options.closeStore?.(client)
  }
}
