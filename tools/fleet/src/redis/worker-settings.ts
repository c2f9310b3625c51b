import type { Provider } from '../common/provider.ts'
import type { Address, ClientName } from './clients.ts'

/** What a process of a fleet is started with. */
export interface WorkerSettings {
  readonly name: string
  readonly clientName: ClientName
  readonly address: Address
  readonly provider: Provider['urls']
  readonly account: {
    readonly accountName: string
    readonly publicKey: string
    readonly username: string
    readonly password: string
  }
  /** A service signs in by itself; a person’s session is over when it cannot be renewed. */
  readonly isService: boolean
  readonly lockTtlMs: number
  /** By how much the machine's clock is wrong. */
  readonly clockOffsetMs: number
}
