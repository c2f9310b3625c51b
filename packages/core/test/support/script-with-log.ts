import { createAuth } from '../../src/adapter.ts'
import { testAdapter } from './test-adapter.ts'

// A script that signs in, and ends with a sign-in that is refused: nobody catches that.
const urls = { authBaseUrl: 'https://auth.example', apiBaseUrl: 'https://api.example' }
const credentials = { username: 'ada-lovelace', password: 'hunter2-hunter2' }
let calls = 0
const fetch = async (): Promise<Response> => {
  calls += 1
  if (calls > 1) return Response.json({ error: 'invalid_client' }, { status: 400 })
  return Response.json({ access_token: 'a-token', expires_in: 3600 })
}
const auth = createAuth(testAdapter, { credentials, fetch }, urls)
await auth.getToken()
console.log('a result')
await auth.signIn()
