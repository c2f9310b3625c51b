import type { ProviderName } from './contract.ts'
import type { Emulator } from './emulator.ts'

/**
 * What one writes without these packages: Elastic Path's own SDK, and for the others, whose SDKs are gone or never were,
 * the requests of their documentation.
 */
export function documentedRequests({
  urls,
  credentials,
}: Pick<Emulator, 'urls' | 'credentials'>): Record<ProviderName, string> {
  const { meshy, elasticpath, gooru, genlogs } = credentials
  return {
    meshy: `const answer = await fetch('${urls.meshy.authBaseUrl}/${meshy.accountName}/connect/token', {
  method: 'POST',
  body: new URLSearchParams({
    client_id: '${meshy.publicKey}',
    grant_type: 'password',
    username: '${meshy.username}',
    password: '${meshy.password}',
    scope: 'meshy.api offline_access',
  }),
})
const { access_token } = await answer.json()
const response = await fetch('${urls.meshy.apiBaseUrl}/${meshy.accountName}/users/me', {
  headers: { authorization: \`Bearer \${access_token}\` },
})
`,
    elasticpath: `import { gateway, MemoryStorageFactory } from '@elasticpath/js-sdk'

const sdk = gateway({
  client_id: '${elasticpath.clientId}',
  host: '${urls.elasticpath.apiBaseUrl.replace(/^http:\/\//, '')}',
  storage: new MemoryStorageFactory(),
})
Object.assign(sdk.config, { protocol: 'http' })
const { data } = await sdk.AccountMembers.GenerateAccountToken({
  type: 'account_management_authentication_token',
  authentication_mechanism: 'password',
  password_profile_id: '${elasticpath.passwordProfileId}',
  username: '${elasticpath.username}',
  password: '${elasticpath.password}',
})
`,
    gooru: `const tokenUrl = '${urls.gooru.authBaseUrl}/token'
const answer = await fetch(tokenUrl, {
  method: 'POST',
  headers: {
    authorization: \`Basic \${btoa('${gooru.username}:${gooru.password}')}\`,
    'content-type': 'application/json',
  },
  body: JSON.stringify({
    client_key: '${gooru.clientKey}',
    client_id: '${gooru.clientId}',
    grant_type: 'credential',
  }),
})
const { access_token } = await answer.json()
const response = await fetch(tokenUrl, { headers: { Token: access_token } })
`,
    genlogs: `const query = new URLSearchParams({ email: '${genlogs.email}', password: '${genlogs.password}' })
const answer = await fetch(\`${urls.genlogs.authBaseUrl}/auth/token?\${query}\`, {
  method: 'POST',
  headers: { accept: 'application/json', 'x-api-key': '${genlogs.apiKey}' },
})
const { access_token_data } = await answer.json()
const response = await fetch('${urls.genlogs.apiBaseUrl}/me', {
  headers: { 'Access-Token': access_token_data.token, 'x-api-key': '${genlogs.apiKey}' },
})
`,
  }
}
