import { type Provider, startProvider } from './start-provider.ts'
import { startWorkers, type TestObject } from './start-workers.ts'

const hourMs = 3_600_000

/** Workers that share one session. */
export interface Fleet extends AsyncDisposable {
  readonly provider: Provider
  /** The session's object. To be asked for again when it was reset. */
  object(): TestObject
  /** Sends one request to a Worker, and returns the text of its answer. */
  ask(worker: string, path: string): Promise<string>
  /** An hour later for everybody: each access token has expired. */
  passHour(): Promise<void>
  /** Waits until the session's lock was asked for so often since its object was made. */
  untilAsked(times: number): Promise<void>
}

export async function startFleet(compatibilityDate: string, names: readonly string[]): Promise<Fleet> {
  const provider = await startProvider()
  const { authBaseUrl, heldUrl } = provider
  const workers = await startWorkers(compatibilityDate, names, { authBaseUrl, heldUrl })
  const key = ['auth', 'meshy', new URL(authBaseUrl).host, 'demo/pk_demo/', 'ada'].map(encodeURIComponent).join(':')
  const object = (): TestObject => workers.object(key)
  return {
    provider,
    object,
    ask: workers.ask,
    async passHour() {
      provider.advance(hourMs)
      await object().jump(hourMs)
      for (const name of names) await workers.ask(name, '/an-hour-passes')
    },
    async untilAsked(times) {
      while ((await object().calls()).filter((name) => name === 'lock').length < times);
    },
    async [Symbol.asyncDispose]() {
      await provider[Symbol.asyncDispose]()
      await workers[Symbol.asyncDispose]()
    },
  }
}
