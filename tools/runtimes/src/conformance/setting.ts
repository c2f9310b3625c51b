import type { TokenStore } from '@auth/core'
import type { EmulatorCredentials, ProviderName, ProviderUrls } from '@auth/emulator/fetch'

/** Where the servers of a run are. It travels to the runtime as JSON. */
export interface Setting {
  /** Where the emulator is told what to do, by pages of every origin too. */
  readonly emulator: string
  readonly urls: Readonly<Record<ProviderName, ProviderUrls>>
  /** The base URLs of an emulator that lets no page of another origin read its answers. */
  readonly urlsWithoutCors: Readonly<Record<ProviderName, ProviderUrls>>
  readonly credentials: EmulatorCredentials
  /** An API that says what it was sent. */
  readonly echo: string
  /** The same, for credentials that went where they must not. */
  readonly elsewhere: string
}

/** What a runtime brings along. */
export interface Platform {
  /** The store that is made for this runtime. It is new with each call. */
  createStore(): Promise<TokenStore>
  readonly waitUntil?: (promise: Promise<unknown>) => void
  /** What the runtime prints of a value. */
  inspect(value: unknown): string
}
