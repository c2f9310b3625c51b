import sensible, { type FastifySensibleOptions } from '@fastify/sensible'
import fp from 'fastify-plugin'

/** Errors of HTTP by name, such as `reply.unauthorized()`. */
export default fp<FastifySensibleOptions>(async (fastify) => {
  fastify.register(sensible)
})
