import { createEmulator, type GooruOptions } from '../../src/fetch.ts'

/** An emulated service, and the requests that clients send to it. */
export function setUp(options: GooruOptions = {}) {
  const emulator = createEmulator({ gooru: options })
  const { authBaseUrl, apiBaseUrl } = emulator.urls.gooru
  const credentials = emulator.credentials.gooru
  const { clientId, clientKey } = credentials
  const client = { client_id: clientId, client_key: clientKey }

  const postToken = (body: unknown, authorization?: string, suffix = ''): Promise<Response> =>
    emulator.fetch(`${authBaseUrl}/token${suffix}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(authorization === undefined ? {} : { authorization }) },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    })
  const signIn = (username: string, password: string): Promise<Response> =>
    postToken({ ...client, grant_type: 'credential' }, basic(`${username}:${password}`))
  const token = async (): Promise<string> => tokenOf(await signIn(credentials.username, credentials.password))
  const anonymousToken = async (): Promise<string> => tokenOf(await postToken({ ...client, grant_type: 'anonymous' }))
  const present = (method: string, value: string, headers: Record<string, string> = {}): Promise<Response> =>
    emulator.fetch(`${authBaseUrl}/token`, { method, headers: { authorization: `Token ${value}`, ...headers } })
  const read = (headers: Record<string, string>, method = 'GET', path = '/nucleus/v1/profile'): Promise<Response> =>
    emulator.fetch(apiBaseUrl + path, { method, headers })
  return {
    ...{ emulator, authBaseUrl, apiBaseUrl, credentials, client },
    ...{ postToken, signIn, token, anonymousToken, present, read },
  }
}

export function basic(text: string): string {
  return `Basic ${btoa(String.fromCharCode(...new TextEncoder().encode(text)))}`
}

export async function readObject(response: Response): Promise<Record<string, unknown>> {
  const body: unknown = await response.json()
  // Only objects are read with this; the tests' expectations check what is in them.
  return body as Record<string, unknown>
}

export async function tokenOf(response: Response): Promise<string> {
  return String((await readObject(response))['access_token'])
}

/** Status, type and body of a refusal, the body parsed where it is JSON. */
export async function refusal(response: Response): Promise<{ status: number; type: string | null; body: unknown }> {
  const text = await response.text()
  const body: unknown = text.startsWith('{') ? JSON.parse(text) : text
  return { status: response.status, type: response.headers.get('content-type'), body }
}
