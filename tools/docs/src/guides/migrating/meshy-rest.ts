type Settings = Record<'accountName' | 'publicKey' | 'username' | 'password', string>

export async function original({ accountName, publicKey, username, password }: Settings): Promise<unknown> {
  // #region
  const answer = await fetch(`https://auth.meshydb.com/${accountName}/connect/token`, {
    method: 'POST',
    body: new URLSearchParams({
      client_id: publicKey,
      grant_type: 'password',
      username,
      password,
      scope: 'meshy.api offline_access',
    }),
  })
  const { access_token } = await answer.json()
  const response = await fetch(`https://api.meshydb.com/${accountName}/users/me`, {
    headers: { authorization: `Bearer ${access_token}` },
  })
  // #endregion
  return response.json()
}
