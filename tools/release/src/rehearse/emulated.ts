/** A module that sends requests for the real hosts to the emulator, so that an example runs as it is printed. */
export const emulated: string = `
import { createEmulator } from '@auth/emulator/fetch'
const emulator = createEmulator()
const { urls, credentials: { meshy, elasticpath, gooru, genlogs } } = emulator
const hosts = {
  'https://auth.meshydb.com': urls.meshy.authBaseUrl,
  'https://api.meshydb.com': urls.meshy.apiBaseUrl,
  'https://useast.api.elasticpath.com': urls.elasticpath.apiBaseUrl,
  'https://gooru.example': new URL('/gooru', urls.gooru.apiBaseUrl).href,
  'https://api.genlogs.io': urls.genlogs.apiBaseUrl,
}
globalThis.fetch = (input, init) => {
  const request = new Request(input, init)
  const { origin } = new URL(request.url)
  if (!hosts[origin]) throw new Error('no emulation of ' + origin)
  return emulator.fetch(new Request(request.url.replace(origin, hosts[origin]), request))
}
Object.assign(process.env, {
  MESHY_ACCOUNT_NAME: meshy.accountName, MESHY_PUBLIC_KEY: meshy.publicKey,
  MESHY_USERNAME: meshy.username, MESHY_PASSWORD: meshy.password,
  ELASTICPATH_CLIENT_ID: elasticpath.clientId, ELASTICPATH_PASSWORD_PROFILE_ID: elasticpath.passwordProfileId,
  ELASTICPATH_USERNAME: elasticpath.username, ELASTICPATH_PASSWORD: elasticpath.password,
  GOORU_HOST: 'gooru.example', GOORU_CLIENT_ID: gooru.clientId, GOORU_CLIENT_KEY: gooru.clientKey,
  GOORU_USERNAME: gooru.username, GOORU_PASSWORD: gooru.password,
  GENLOGS_API_KEY: genlogs.apiKey, GENLOGS_EMAIL: genlogs.email, GENLOGS_PASSWORD: genlogs.password,
})
`
