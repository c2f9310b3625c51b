import type { VirtualClock } from '@auth-tools/testing'
// Not public: a server that runs the scripts of the store in virtual time.
import type { ScriptedServer } from '../../../../packages/redis/test/support/scripted-server.ts'

const travelMs = 0.25
// The processor time that Redis 7.0 took here for a script of the store and for one message, its network included:
// everything is done by one thread, so that who comes last waits for all the others.
const scriptMs = 0.05
const messageMs = 0.003

/** A server that its clients reach over a network, and that does one thing after the other. */
export function overNetwork(server: ScriptedServer, clock: VirtualClock): ScriptedServer {
  let isFreeAt = 0
  const until = (at: number): Promise<void> =>
    new Promise((resolve) => clock.schedule(resolve, Math.max(0, at - clock.monotonic())))
  const occupy = (ms: number, from: number): number => {
    isFreeAt = Math.max(isFreeAt, from) + ms
    return isFreeAt
  }
  return {
    ...server,
    async run(...command) {
      await until(occupy(scriptMs, clock.monotonic() + travelMs))
      const reply = await server.run(...command).catch((error: unknown) => ({ error }))
      await until(clock.monotonic() + travelMs)
      if (typeof reply === 'object' && reply !== null && 'error' in reply) throw reply.error
      return reply
    },
    subscribe(channel, listener) {
      server.subscribe(channel, (...message) => {
        void until(occupy(messageMs, clock.monotonic()) + travelMs).then(() => listener(...message))
      })
    },
  }
}
