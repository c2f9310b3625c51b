import { serverUrl } from '@auth/core/api'
import { createMeshyAuth, type MeshyCredentials } from '@auth/meshy'
import { server } from '@auth/meshy/api'
import { field, type Provider, requiredText, sharedFields, type Values } from './provider.ts'

const prefix = 'MESHY'

export const meshy: Provider = {
  name: 'meshy',
  title: 'MeshyDB',
  prefix,
  example: '/users/me',
  fields: [
    field(prefix, 'accountName', 'setting', 'everything', 'the MeshyDB account'),
    field(prefix, 'publicKey', 'setting', 'everything', 'the public key of the account'),
    field(prefix, 'username', 'name', 'sign-in', 'the name of the user'),
    field(prefix, 'password', 'secret', 'sign-in', 'the password', 'anonymous'),
    field(prefix, 'tenant', 'setting', 'nothing', 'the tenant, for accounts that have several'),
    {
      ...field(prefix, 'anonymous', 'setting', 'nothing', 'yes: sign in as an anonymous user, without a password'),
      isSwitch: true,
    },
    ...sharedFields(prefix),
  ],
  open(values, shared) {
    const auth = createMeshyAuth({
      ...shared,
      authBaseUrl: values['authBaseUrl'],
      apiBaseUrl: values['apiBaseUrl'],
      accountName: requiredText(values, 'accountName'),
      publicKey: requiredText(values, 'publicKey'),
      tenant: values['tenant'],
      credentials: readCredentials(values),
    })
    return {
      auth,
      signIn: (given) => auth.signIn(readCredentials(given)),
      settle: () => auth[Symbol.asyncDispose](),
    }
  },
  isSignIn: ({ pathname }, body) => pathname.endsWith('/connect/token') && body.includes('grant_type=password'),
  mechanism: (values) => (values['anonymous'] ? 'an anonymous account' : 'username and password'),
  urls: (values) => {
    const host = (values['apiBaseUrl'] ?? 'https://api.meshydb.com').replace(/\/+$/, '')
    return {
      authBaseUrl: values['authBaseUrl'] ?? serverUrl(server),
      apiBaseUrl: `${host}/${encodeURIComponent(requiredText(values, 'accountName'))}`,
    }
  },
  emulated: ({ meshy: { accountName, publicKey, username, password } }) => ({
    ...{ accountName, publicKey, username, password },
  }),
}

function readCredentials({ username, password, anonymous }: Values): MeshyCredentials | undefined {
  if (username === undefined) return undefined
  if (anonymous) return { username, anonymous: true }
  return password === undefined ? undefined : { username, password }
}
