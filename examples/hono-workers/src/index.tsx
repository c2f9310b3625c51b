import { isAuthError } from '@auth/core'
import { Hono } from 'hono'
import { csrf } from 'hono/csrf'
import { HTTPException } from 'hono/http-exception'
import type { Bindings } from './bindings'
import { describeFailure } from './describe-failure'
import { Profile, SignIn } from './pages'
import { currentSession, endSession, startSession } from './sessions'

export { AuthSession } from '@auth/cloudflare'

const app = new Hono<{ Bindings: Bindings }>()

// Forms of other sites are refused.
app.use(csrf())

app.get('/', async (context) => {
  try {
    const response = await currentSession(context)?.fetch('/users/me')
    if (!response) return context.html(<SignIn />)
    if (!response.ok) return context.text('The profile could not be read.', 502)
    const { username } = await response.json<{ username: string }>()
    return context.html(<Profile username={username} />)
  } catch (error) {
    if (isAuthError(error, 'reauth_required')) return context.html(<SignIn />)
    throw error
  }
})

app.post('/sign-in', async (context) => {
  const { username, password } = await context.req.parseBody()
  // A field may be missing, or a file: whoever sends a form decides what is in it.
  if (typeof username !== 'string' || typeof password !== 'string') return context.html(<SignIn />, 400)
  try {
    await startSession(context, username, password)
    return context.redirect('/', 303)
  } catch (error) {
    const failure = describeFailure(error)
    if (!failure) throw error
    const { message, status, headers } = failure
    return context.html(<SignIn username={username} message={message} />, status, headers)
  }
})

app.post('/sign-out', async (context) => {
  await endSession(context)
  return context.redirect('/', 303)
})

app.onError((error, context) => {
  // Hono's own, such as that of `csrf`.
  if (error instanceof HTTPException) return error.getResponse()
  const failure = describeFailure(error)
  if (!failure) throw error
  return context.text(failure.message, failure.status, failure.headers)
})

export default app
