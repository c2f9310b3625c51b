import type { ProviderName } from './contract.ts'
import type { Emulator } from './emulator.ts'
import { environmentOf, formatEnvironment } from './environment.ts'
import { documentedRequests } from './requests.ts'

/** Ready to paste, with the demo credentials in it. */
export interface ProviderSnippets {
  /** Lines of an env file. */
  readonly env: string
  /** One sign-in on a command line. */
  readonly curl: string
  /** A call with this project's package. */
  readonly package: string
  /** The same without it: the provider's own SDK, or the requests of its documentation. */
  readonly others: string
}

type Known = Pick<Emulator, 'urls' | 'credentials'>

export function snippetsOf(known: Known, genlogsProfile: string): Record<ProviderName, ProviderSnippets> {
  const commands = curlCommands(known, genlogsProfile)
  const examples = packageExamples(known, genlogsProfile)
  const requests = documentedRequests(known)
  const environment = environmentOf(known)
  const of = (provider: ProviderName): ProviderSnippets => ({
    env: formatEnvironment(environment[provider]),
    curl: commands[provider],
    package: examples[provider],
    others: requests[provider],
  })
  return { meshy: of('meshy'), elasticpath: of('elasticpath'), gooru: of('gooru'), genlogs: of('genlogs') }
}

function curlCommands({ urls, credentials }: Known, genlogsProfile: string): Record<ProviderName, string> {
  const { meshy, elasticpath, gooru, genlogs } = credentials
  const json = "-H 'content-type: application/json'"
  const gooruBody = JSON.stringify({
    client_id: gooru.clientId,
    client_key: gooru.clientKey,
    grant_type: 'credential',
  })
  const { email, password } = genlogs
  const query = new URLSearchParams({ email, password })
  const genlogsUrl = `${urls.genlogs.authBaseUrl}/auth/token`
  const genlogsKey = `-H 'x-api-key: ${genlogs.apiKey}'`
  return {
    meshy:
      `curl ${urls.meshy.authBaseUrl}/${meshy.accountName}/connect/token -d client_id=${meshy.publicKey}` +
      ` -d grant_type=password -d username=${meshy.username} -d password=${meshy.password}`,
    elasticpath:
      `curl ${urls.elasticpath.authBaseUrl}/oauth/access_token -d grant_type=client_credentials` +
      ` -d client_id=${elasticpath.clientId} -d client_secret=${elasticpath.clientSecret}`,
    gooru: `curl ${urls.gooru.authBaseUrl}/token -u ${gooru.username}:${gooru.password} ${json} -d '${gooruBody}'`,
    genlogs:
      genlogsProfile === 'body'
        ? `curl ${genlogsUrl} ${genlogsKey} ${json} -d '${JSON.stringify({ email, password })}'`
        : `curl -X POST '${genlogsUrl}?${query}' ${genlogsKey}`,
  }
}

function packageExamples({ urls, credentials }: Known, genlogsProfile: string): Record<ProviderName, string> {
  const { meshy, elasticpath, gooru, genlogs } = credentials
  const example = (name: string, provider: ProviderName, own: object, credential: object, path: string): string => {
    const options = Object.entries({ ...urls[provider], ...own }).map(([key, value]) => `  ${key}: '${value}',\n`)
    const fields = Object.entries(credential).map(([key, value]) => `${key}: '${value}'`)
    return (
      `import { create${name}Auth } from '@auth/${provider}'\n\n` +
      `const auth = create${name}Auth({\n${options.join('')}  credentials: { ${fields.join(', ')} },\n})\n` +
      `const response = await auth.fetch('${path}')\n`
    )
  }
  const signInOf = ({ username, password }: { username: string; password: string }) => ({ username, password })
  const { accountName, publicKey } = meshy
  const { clientId, passwordProfileId } = elasticpath
  const gooruClient = { clientId: gooru.clientId, clientKey: gooru.clientKey }
  const genlogsOptions = { apiKey: genlogs.apiKey, ...(genlogsProfile === 'body' ? { credentialsIn: 'body' } : {}) }
  const person = { email: genlogs.email, password: genlogs.password }
  return {
    meshy: example('Meshy', 'meshy', { accountName, publicKey }, signInOf(meshy), '/users/me'),
    elasticpath: example(
      ...(['ElasticPath', 'elasticpath', { clientId, passwordProfileId }] as const),
      ...([signInOf(elasticpath), '/v2/accounts'] as const),
    ),
    gooru: example('Gooru', 'gooru', gooruClient, signInOf(gooru), '/nucleus-auth/v1/token'),
    genlogs: example('Genlogs', 'genlogs', genlogsOptions, person, '/me'),
  }
}
