import type { TokenStore } from '@auth/core'
import { createVirtualClock, type VirtualClock } from '@auth-tools/testing'
import { createRedisStore, type RedisStoreOptions } from '../../src/index.ts'
import { nodeRedisClient } from './scripted-clients.ts'
import { createScriptedServer, type ScriptedServer } from './scripted-server.ts'

export interface Lab {
  readonly clock: VirtualClock
  readonly server: ScriptedServer
  /** Another process: a store on a client of its own. */
  open(options?: RedisStoreOptions, protocol?: 2 | 3): TokenStore
  readonly signal: AbortSignal
  /** The server's time. */
  serverTime(): number
}

const serverStart = Date.UTC(2031, 0, 1)

export function setUp(): Lab {
  const clock = createVirtualClock()
  // A clock of its own: the one of the clients can be wrong.
  const server = createScriptedServer({ now: () => serverStart + clock.monotonic() })
  return {
    ...{ clock, server, signal: new AbortController().signal },
    serverTime: () => serverStart + clock.monotonic(),
    open: (options = {}, protocol = 3) => createRedisStore(nodeRedisClient(server, protocol), { clock, ...options }),
  }
}

/** The commands that a piece of work sends. */
export async function commandsOf(server: ScriptedServer, work: () => Promise<unknown>): Promise<number> {
  const before = commandCount(server)
  await work()
  return commandCount(server) - before
}

export function commandCount({ counts }: ScriptedServer): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0)
}

/** Ends when it is told to. */
export function latch(): { readonly opened: Promise<void>; open(): void } {
  let open = (): void => {}
  const opened = new Promise<void>((resolve) => {
    open = resolve
  })
  return { opened, open: () => open() }
}
