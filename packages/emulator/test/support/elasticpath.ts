import { createEmulator, type ElasticPathOptions, type EmulatorOptions } from '../../src/fetch.ts'

const accountTokenHeader = 'EP-Account-Management-Authentication-Token'
export const tokenType = 'account_management_authentication_token'

export interface TokenList {
  meta: { account_member_id?: string; page: Record<string, number>; results: { total: number } }
  data: { account_id: string; account_name: string; token: string; type: string; expires: string }[]
  links: Record<string, string | null>
}

/** An emulated store, and the requests that clients send to it. */
export function setUp(options: ElasticPathOptions = {}, clock?: EmulatorOptions['clock']) {
  const emulator = createEmulator({ elasticpath: options, ...(clock && { clock }) })
  const base = emulator.urls.elasticpath.apiBaseUrl
  const { clientId, clientSecret, passwordProfileId, ...credentials } = emulator.credentials.elasticpath

  const requestClientToken = (fields: Record<string, string>): Promise<Response> =>
    emulator.fetch(`${base}/oauth/access_token`, { method: 'POST', body: new URLSearchParams(fields) })
  const clientToken = async (): Promise<string> => {
    const response = await requestClientToken({ grant_type: 'implicit', client_id: clientId })
    const { access_token: token } = await readAs<{ access_token: string }>(response)
    return token
  }
  const post = async (data: unknown, headers: Record<string, string> = {}, query = ''): Promise<Response> =>
    emulator.fetch(`${base}/v2/account-members/tokens${query}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${await clientToken()}`, 'content-type': 'application/json', ...headers },
      body: typeof data === 'string' ? data : JSON.stringify({ data }),
    })
  const body = (mechanism: string, fields: Record<string, unknown> = {}): Record<string, unknown> => ({
    type: tokenType,
    authentication_mechanism: mechanism,
    password_profile_id: passwordProfileId,
    ...fields,
  })
  const { username, password } = credentials
  const signIn = async (member: { username: string; password: string } = { username, password }, query = '') =>
    readAs<TokenList>(await post(body('password', { username: member.username, password: member.password }), {}, query))
  const renew = (token: string, headers: Record<string, string> = {}): Promise<Response> =>
    post({ type: tokenType, authentication_mechanism: tokenType }, { [accountTokenHeader]: token, ...headers })
  const readAccounts = (bearer: string, accountToken: string | undefined, path = ''): Promise<Response> =>
    emulator.fetch(`${base}/v2/accounts${path}`, {
      headers: {
        authorization: `Bearer ${bearer}`,
        ...(accountToken === undefined ? {} : { [accountTokenHeader]: accountToken }),
      },
    })
  return {
    ...{ emulator, base, clientId, clientSecret, credentials, requestClientToken, clientToken },
    ...{ post, body, signIn, renew, readAccounts },
  }
}

export async function readAs<Body>(response: Response): Promise<Body> {
  const body: unknown = await response.json()
  // The tests' expectations are what checks the shape.
  return body as Body
}

export async function errorOf(
  response: Response,
): Promise<{ http: number; status?: unknown; title: string; detail?: string }> {
  const { errors } = await readAs<{ errors: { status?: unknown; title: string; detail?: string }[] }>(response)
  return { http: response.status, ...(errors[0] ?? { title: 'none' }) }
}

export function tokenOf(list: TokenList): string {
  return list.data[0]?.token ?? ''
}
