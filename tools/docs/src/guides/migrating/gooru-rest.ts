type Settings = Record<'clientId' | 'clientKey' | 'username' | 'password', string>

export async function original({ clientId, clientKey, username, password }: Settings): Promise<unknown> {
  // #region
  const tokenUrl = 'https://gooru.example/api/nucleus-auth/v1/token'
  const answer = await fetch(tokenUrl, {
    method: 'POST',
    headers: { authorization: `Basic ${btoa(`${username}:${password}`)}`, 'content-type': 'application/json' },
    body: JSON.stringify({ client_key: clientKey, client_id: clientId, grant_type: 'credential' }),
  })
  const { user_id: userId, access_token } = await answer.json()
  const response = await fetch(tokenUrl, { headers: { Token: access_token } })
  // #endregion
  return { userId, status: response.status }
}
