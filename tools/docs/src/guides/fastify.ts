// #region
import type { MeshyAuth } from '@auth/meshy'
import fastify, { type FastifyInstance } from 'fastify'
import { describeFailure } from './describe-failure.ts'
import { readSessionId, removeSession, setSession } from './session-cookie.ts'
import { sessionOf } from './sessions.ts'

const text = { type: 'string', minLength: 1 } as const
const signInBody = {
  type: 'object',
  required: ['username', 'password'],
  properties: { username: text, password: text },
}

export function createApp(): FastifyInstance {
  const app = fastify()

  app.post<{ Body: { username: string; password: string } }>(
    '/sign-in',
    { schema: { body: signInBody } },
    async ({ body }, reply) => {
      const id = crypto.randomUUID() // a new ID at each sign-in, which nobody can guess
      await sessionOf(id).signIn({ username: body.username, password: body.password })
      return reply.header('set-cookie', setSession(id)).send('Welcome.')
    },
  )

  app.register(async (people) => {
    people.decorateRequest('auth')
    people.addHook('onRequest', async (request, reply) => {
      const id = readSessionId(request.headers.cookie)
      if (!id) return reply.code(401).send('Please sign in.')
      request.setDecorator<MeshyAuth>('auth', sessionOf(id))
    })

    people.get('/me', async (request, reply) => {
      const response = await request.getDecorator<MeshyAuth>('auth').fetch('/users/me')
      return reply.code(response.ok ? 200 : 502).send(await response.json())
    })

    people.post('/sign-out', async (request, reply) => {
      reply.header('set-cookie', removeSession)
      await request.getDecorator<MeshyAuth>('auth').signOut()
      return 'Goodbye.'
    })
  })

  app.setErrorHandler((error, _request, reply) => {
    const failure = describeFailure(error)
    if (!failure) throw error
    return reply.code(failure.status).headers(failure.headers).send(failure.message)
  })
  return app
}
// #endregion
