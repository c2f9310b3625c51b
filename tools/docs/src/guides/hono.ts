// #region
import type { MeshyAuth } from '@auth/meshy'
import { Hono } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import { createMiddleware } from 'hono/factory'
import { describeFailure } from './describe-failure.ts'
import { sessionOf } from './sessions.ts'

const signedIn = createMiddleware<{ Variables: { auth: MeshyAuth } }>(async (context, next) => {
  const id = getCookie(context, 'session')
  if (!id) return context.text('Please sign in.', 401)
  context.set('auth', sessionOf(id))
  return await next()
})

export const app: Hono = new Hono()

app.post('/sign-in', async (context) => {
  const { username, password } = await context.req.parseBody()
  const id = crypto.randomUUID() // a new ID at each sign-in, which nobody can guess
  await sessionOf(id).signIn({ username: String(username), password: String(password) })
  setCookie(context, 'session', id, { path: '/', httpOnly: true, secure: true, sameSite: 'Lax' })
  return context.text('Welcome.')
})

app.get('/me', signedIn, async (context) => {
  const response = await context.get('auth').fetch('/users/me')
  return context.json(await response.json(), response.ok ? 200 : 502)
})

app.post('/sign-out', signedIn, async (context) => {
  deleteCookie(context, 'session', { path: '/', secure: true })
  await context.get('auth').signOut()
  return context.text('Goodbye.')
})

app.onError((error, context) => {
  const failure = describeFailure(error)
  if (!failure) throw error
  return context.text(failure.message, failure.status, failure.headers)
})
// #endregion
