type Settings = Record<'apiKey' | 'email' | 'password', string>

export async function original({ apiKey, email, password }: Settings): Promise<unknown> {
  // #region
  const query = new URLSearchParams({ email, password })
  const answer = await fetch(`https://api.genlogs.io/auth/token?${query}`, {
    method: 'POST',
    headers: { accept: 'application/json', 'x-api-key': apiKey },
  })
  const { user_id: userId, access_token_data } = await answer.json()
  const response = await fetch('https://api.genlogs.io/me', {
    headers: { 'Access-Token': access_token_data.token, 'x-api-key': apiKey },
  })
  // #endregion
  return { userId, status: response.status }
}
