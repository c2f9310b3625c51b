import type { FastifyPluginAsync } from 'fastify'

interface Person {
  username: string
  password: string
}

const text = { type: 'string', minLength: 1 }
const body = { type: 'object', required: ['username', 'password'], properties: { username: text, password: text } }

const routes: FastifyPluginAsync = async (fastify) => {
  fastify.post<{ Body: Person }>('/sign-in', { schema: { body } }, async ({ body }, reply) => {
    const id = crypto.randomUUID() // a new ID at each sign-in, which nobody can guess
    await fastify.sessionOf(id).signIn({ username: body.username, password: body.password })
    return reply.startSession(id).send({ message: 'Welcome.' })
  })

  fastify.get('/me', async ({ auth }, reply) => {
    const response = await auth.fetch('/users/me')
    return reply.code(response.ok ? 200 : 502).send(await response.json())
  })

  fastify.post('/sign-out', async ({ auth }, reply) => {
    reply.endSession()
    await auth.signOut()
    return { message: 'Goodbye.' }
  })
}

export default routes
