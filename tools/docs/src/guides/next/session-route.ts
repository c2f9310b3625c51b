// #region
import { describeFailure } from '../describe-failure.ts'
import { writableSession } from './session.ts'

export async function POST(request: Request): Promise<Response> {
  const form = await request.formData()
  await using auth = await writableSession()
  try {
    await auth.signIn({ username: String(form.get('username')), password: String(form.get('password')) })
  } catch (error) {
    const failure = describeFailure(error)
    if (!failure) throw error
    return new Response(failure.message, failure)
  }
  return Response.redirect(new URL('/profile', request.url), 303)
}

export async function DELETE(): Promise<Response> {
  await using auth = await writableSession()
  await auth.signOut()
  return new Response('Goodbye.')
}
// #endregion
