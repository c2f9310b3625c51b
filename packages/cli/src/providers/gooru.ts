import { serverUrl } from '@auth/core/api'
import { createGooruAuth, type GooruCredentials } from '@auth/gooru'
import { server } from '@auth/gooru/api'
import { field, type Provider, requiredText, sharedFields, type Values } from './provider.ts'

const prefix = 'GOORU'

export const gooru: Provider = {
  name: 'gooru',
  title: 'Gooru',
  prefix,
  example: '/nucleus-auth/v1/token',
  fields: [
    field(prefix, 'host', 'setting', 'everything', 'the host of the service', 'authBaseUrl'),
    field(prefix, 'clientId', 'setting', 'everything', 'the id of the application'),
    field(prefix, 'clientKey', 'secret', 'everything', 'the secret key of the application'),
    field(prefix, 'username', 'name', 'sign-in', 'the name or e-mail address of the user', 'anonymous'),
    field(prefix, 'password', 'secret', 'sign-in', 'the password', 'anonymous'),
    {
      ...field(prefix, 'anonymous', 'setting', 'nothing', 'yes: sign in as a visitor, without name and password'),
      isSwitch: true,
    },
    ...sharedFields(prefix),
  ],
  open(values, shared) {
    const { authBaseUrl, host, apiBaseUrl } = values
    const auth = createGooruAuth({
      ...shared,
      ...(authBaseUrl === undefined ? { host } : { authBaseUrl }),
      apiBaseUrl,
      clientId: requiredText(values, 'clientId'),
      clientKey: requiredText(values, 'clientKey'),
      credentials: readCredentials(values),
    })
    return {
      auth,
      signIn: (given) => auth.signIn(readCredentials(given)),
      settle: () => auth[Symbol.asyncDispose](),
    }
  },
  isSignIn: ({ pathname }) => pathname.endsWith('/token'),
  mechanism: (values) => (values['anonymous'] ? 'a visitor’s session' : 'username and password'),
  urls(values) {
    const authBaseUrl = values['authBaseUrl'] ?? serverUrl(server, { host: values['host'] })
    const { origin, pathname } = new URL(authBaseUrl)
    const path = /^(.*?)\/nucleus-auth(\/|$)/.exec(pathname)?.[1] ?? ''
    return { authBaseUrl, apiBaseUrl: values['apiBaseUrl'] ?? origin + path }
  },
  emulated: ({ gooru: { clientId, clientKey, username, password } }) => ({
    ...{ clientId, clientKey, username, password },
  }),
}

function readCredentials({ username, password, anonymous }: Values): GooruCredentials | undefined {
  if (anonymous) return { anonymous: true }
  return username === undefined || password === undefined ? undefined : { username, password }
}
