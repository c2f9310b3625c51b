import { createMemoryStore } from '@auth/core'
import { createMeshyAuth, type MeshyAuth } from '@auth/meshy'
import { Injectable } from '@nestjs/common'
import { createSessionPool } from './session-pool.js'
import { account } from './settings.js'

@Injectable()
export class SessionsService {
  // Read at the start, so that a missing setting is told before anybody asks.
  private readonly account = account()
  // With several processes, use one store for all of them instead.
  private readonly store = createMemoryStore()

  /** The session with this ID; at most 10,000 are in memory as objects. */
  readonly of: (id: string) => MeshyAuth = createSessionPool((identity) =>
    createMeshyAuth({ ...this.account, store: this.store, identity }),
  )
}
