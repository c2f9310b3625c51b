import { createAuth } from '../../src/adapter.ts'
import { ada, testAdapter } from './test-adapter.ts'

// What a short script does: it gets a token that lives for an hour, uses it, and has nothing more to do.
const urls = { authBaseUrl: 'https://auth.example', apiBaseUrl: 'https://api.example' }
const fetch = async (): Promise<Response> => Response.json({ access_token: 'a-token', expires_in: 3600 })
const auth = createAuth(testAdapter, { credentials: ada, fetch }, urls)
process.stdout.write(`${(await auth.getToken()).value}\n`)
