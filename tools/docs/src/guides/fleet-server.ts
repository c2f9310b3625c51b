// #region
import { createServer } from 'node:http'
import { createMeshyAuth } from '@auth/meshy'
import { createRedisStore } from '@auth/redis'
import { createClient } from 'redis'
import { account, env } from './config.ts'

const redis = await createClient({ url: env('REDIS_URL') })
  .on('error', console.error)
  .connect()
const auth = createMeshyAuth({ ...account, store: createRedisStore(redis), identity: 'ada' })
const person = { username: env('MESHY_USERNAME'), password: env('MESHY_PASSWORD') }

const server = createServer(async ({ url }, response) => {
  if (url === '/sign-in') await auth.signIn(person)
  if (url === '/sign-out') await auth.signOut()
  const status = url === '/me' ? (await auth.fetch('/users/me').catch(() => undefined))?.status : 204
  response.writeHead(status ?? 401).end()
})
server.listen(Number(env('PORT')), '127.0.0.1')
// #endregion
