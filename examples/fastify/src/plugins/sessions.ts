import { createMemoryStore } from '@auth/core'
import { createMeshyAuth, type MeshyAuth } from '@auth/meshy'
import cookie, { type CookieSerializeOptions } from '@fastify/cookie'
import fp from 'fastify-plugin'
import { createSessionPool } from '../session-pool.ts'
import { account } from '../settings.ts'

declare module 'fastify' {
  interface FastifyInstance {
    /** The session with this ID; at most 10,000 are in memory as objects. */
    sessionOf(id: string): MeshyAuth
  }
  interface FastifyRequest {
    /** The session of who asks. Only where somebody has signed in. */
    auth: MeshyAuth
  }
  interface FastifyReply {
    startSession(id: string): FastifyReply
    endSession(): FastifyReply
  }
}

const attributes: CookieSerializeOptions = {
  ...{ path: '/', httpOnly: true, sameSite: 'lax', maxAge: 30 * 24 * 3600 },
  secure: true, // which browsers take localhost for
}
const sessionId = /^[\da-f-]{36}$/

export default fp(async (fastify) => {
  fastify.register(cookie)
  // Read at the start, so that a missing setting is told before anybody asks.
  const options = account()
  // With several processes, use one store for all of them instead.
  const store = createMemoryStore()
  fastify.decorate(
    'sessionOf',
    createSessionPool((identity) => createMeshyAuth({ ...options, store, identity })),
  )
  fastify.decorateRequest('auth', {
    getter() {
      const id = this.cookies['session']
      // A cookie may hold anything.
      if (!id || !sessionId.test(id)) throw fastify.httpErrors.unauthorized('Please sign in.')
      return this.server.sessionOf(id)
    },
  })
  fastify.decorateReply('startSession', function (id) {
    return this.setCookie('session', id, attributes)
  })
  fastify.decorateReply('endSession', function () {
    return this.clearCookie('session', attributes)
  })
})
