type Settings = Record<'clientToken' | 'profileId' | 'email' | 'password' | 'accountId', string>

export async function original({ clientToken, profileId, email, password, accountId }: Settings): Promise<unknown> {
  // #region
  const base = 'https://useast.api.elasticpath.com'
  const authorization = `Bearer ${clientToken}`
  const answer = await fetch(`${base}/v2/account-members/tokens`, {
    method: 'POST',
    headers: { authorization, 'content-type': 'application/json' },
    body: JSON.stringify({
      data: {
        type: 'account_management_authentication_token',
        authentication_mechanism: 'password',
        password_profile_id: profileId,
        username: email,
        password,
      },
    }),
  })
  const { data } = (await answer.json()) as { data: { account_id: string; token: string }[] }
  const token = data.find(({ account_id }) => account_id === accountId)?.token ?? ''
  const response = await fetch(`${base}/v2/accounts`, {
    headers: { authorization, 'EP-Account-Management-Authentication-Token': token },
  })
  // #endregion
  return response.json()
}
