import type { Auth } from '@auth/core'
import type { MovableClock } from './movable-clock.ts'
import type { Platform, Setting } from './setting.ts'
import type { Subject, Variation } from './subject.ts'

/** What the echoing servers say they were sent. */
export interface Echo {
  readonly method: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** One case's world: its clients, its time, and its provider, asked over HTTP so that it is the same everywhere. */
export class Lab {
  readonly clock: MovableClock
  readonly #setting: Setting
  readonly platform: Platform
  readonly subject: Subject

  constructor(setting: Setting, platform: Platform, subject: Subject, clock: MovableClock) {
    this.clock = clock
    this.#setting = setting
    this.platform = platform
    this.subject = subject
  }

  get echo(): string {
    return this.#setting.echo
  }

  get secrets(): readonly string[] {
    return this.subject.secrets(this.#setting.credentials)
  }

  create(variation: Variation = {}): Auth<unknown, never> {
    const { urls, credentials, echo } = this.#setting
    const { waitUntil } = this.platform
    const shared = { ...urls[this.subject.name], clock: this.clock, waitUntil, origins: [echo] }
    return this.subject.create(credentials, { ...shared, ...variation })
  }

  /** A client of servers that let no page of another origin read their answers. */
  createWithoutCors(): Auth<unknown, never> {
    return this.create(this.#setting.urlsWithoutCors[this.subject.name])
  }

  /** Forgets the requests and faults of earlier cases. */
  async reset(): Promise<void> {
    await this.#control('/reset', {})
  }

  async fail(endpoint: string, fault: object): Promise<void> {
    await this.#control('/faults', { provider: this.subject.name, endpoint, ...fault })
  }

  async revoke(): Promise<void> {
    await this.#control('/revoke', { provider: this.subject.name })
  }

  /** Time passes, for the client and the provider. */
  async pass(advanceMs: number): Promise<void> {
    await this.#control('/clock', { advanceMs })
    this.clock.advance(advanceMs)
  }

  /** The next token request is redirected to another origin. */
  async redirectToken(): Promise<void> {
    await fetch(`${this.#setting.echo}/redirect-token?provider=${this.subject.name}`)
  }

  /** How many requests have come to an endpoint in this case. */
  async sent(endpoint: string): Promise<number> {
    const response = await fetch(`${this.#setting.emulator}/_emulator/requests`)
    const entries: { provider: string; endpoint: string }[] = await response.json()
    return entries.filter((entry) => entry.provider === this.subject.name && entry.endpoint === endpoint).length
  }

  /** What has come to the other origin since the last look. */
  async strayed(): Promise<Echo[]> {
    return (await fetch(`${this.#setting.elsewhere}/seen`)).json()
  }

  async #control(path: string, body: object): Promise<void> {
    const init = { method: 'POST', body: JSON.stringify(body) }
    const response = await fetch(`${this.#setting.emulator}/_emulator${path}`, init)
    if (!response.ok) throw new Error(`${path} of the emulator: ${await response.text()}`)
  }
}
