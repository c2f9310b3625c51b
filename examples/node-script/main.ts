import { isAuthError } from '@auth/core'
import { createMeshyAuth } from '@auth/meshy'
import { account, env } from './settings.ts'

try {
  await using auth = createMeshyAuth({
    ...account(),
    credentials: { username: env('MESHY_USERNAME'), password: env('MESHY_PASSWORD') },
  })
  const response = await auth.fetch('/users/me')
  if (!response.ok) throw new Error(`MeshyDB answers with ${response.status}`)
  const user = (await response.json()) as { username: string } // as MeshyDB documents it
  console.log(`Hello, ${user.username}`)
} catch (error) {
  // The message says what to do, and holds no secret. Any other error is a bug, or a missing setting.
  if (!isAuthError(error)) throw error
  console.error(error.message)
  process.exitCode = error.retryable ? 75 : 1
}
