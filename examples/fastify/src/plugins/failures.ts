import fp from 'fastify-plugin'
import { describeFailure } from '../describe-failure.ts'

/** Turns what went wrong at the provider into responses. Other errors are as Fastify answers them. */
export default fp(async (fastify) => {
  fastify.setErrorHandler((error, request, reply) => {
    const failure = describeFailure(error)
    if (!failure) throw error
    if (failure.status >= 500) request.log.error(error)
    return reply.code(failure.status).headers(failure.headers).send({ message: failure.message })
  })
})
