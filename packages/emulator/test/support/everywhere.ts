import type { LiveToken, RunningEmulator } from '../../src/index.ts'

/** Signs somebody in to Meshy, Elastic Path and Gooru. @returns the tokens that live now */
export async function signInEverywhere(emulator: RunningEmulator): Promise<readonly LiveToken[]> {
  const { meshy, elasticpath, gooru } = emulator.credentials
  const { urls } = emulator
  const form = (fields: Record<string, string>): RequestInit => ({ method: 'POST', body: new URLSearchParams(fields) })
  await fetch(
    `${urls.meshy.authBaseUrl}/demo/connect/token`,
    form({
      ...{ client_id: meshy.publicKey, grant_type: 'password' },
      ...{ username: meshy.username, password: meshy.password },
    }),
  )
  const { clientId, clientSecret, passwordProfileId } = elasticpath
  const client = await fetch(
    `${urls.elasticpath.authBaseUrl}/oauth/access_token`,
    form({ grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret }),
  )
  const { access_token } = await client.json()
  await fetch(`${urls.elasticpath.authBaseUrl}/v2/account-members/tokens`, {
    method: 'POST',
    headers: { authorization: `Bearer ${access_token}` },
    body: JSON.stringify({
      data: {
        ...{ type: 'account_management_authentication_token', authentication_mechanism: 'password' },
        ...{ password_profile_id: passwordProfileId },
        ...{ username: elasticpath.username, password: elasticpath.password },
      },
    }),
  })
  await fetch(`${urls.gooru.authBaseUrl}/token`, {
    method: 'POST',
    body: JSON.stringify({ client_id: gooru.clientId, client_key: gooru.clientKey, grant_type: 'anonymous' }),
  })
  return emulator.liveTokens()
}
