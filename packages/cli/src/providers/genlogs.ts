import { serverUrl } from '@auth/core/api'
import { createGenlogsAuth, type GenlogsCredentials } from '@auth/genlogs'
import { server } from '@auth/genlogs/api'
import { field, type Provider, requiredText, sharedFields, type Values } from './provider.ts'

const prefix = 'GENLOGS'

export const genlogs: Provider = {
  name: 'genlogs',
  title: 'GenLogs',
  prefix,
  example: '/carrier/recommendations',
  fields: [
    field(prefix, 'apiKey', 'secret', 'everything', 'the API key'),
    field(prefix, 'email', 'name', 'sign-in', 'the e-mail address'),
    field(prefix, 'password', 'secret', 'sign-in', 'the password'),
    field(prefix, 'credentialsIn', 'setting', 'nothing', 'where a sign-in carries them: query (default) or body'),
    ...sharedFields(prefix),
  ],
  open(values, shared) {
    const auth = createGenlogsAuth({
      ...shared,
      authBaseUrl: values['authBaseUrl'],
      apiBaseUrl: values['apiBaseUrl'],
      apiKey: requiredText(values, 'apiKey'),
      // The client checks it, and names the choices there are.
      credentialsIn: values['credentialsIn'] as 'query' | undefined,
      credentials: readCredentials(values),
    })
    return {
      auth,
      signIn: (given) => auth.signIn(readCredentials(given)),
      settle: () => auth[Symbol.asyncDispose](),
    }
  },
  isSignIn: ({ pathname }) => pathname.endsWith('/auth/token'),
  mechanism: (values) => `e-mail address and password, in the ${values['credentialsIn'] ?? 'query'}`,
  urls: (values) => ({
    authBaseUrl: values['authBaseUrl'] ?? serverUrl(server),
    apiBaseUrl: values['apiBaseUrl'] ?? serverUrl(server),
  }),
  emulated: ({ genlogs: { apiKey, email, password } }) => ({ apiKey, email, password }),
}

function readCredentials({ email, password }: Values): GenlogsCredentials | undefined {
  return email === undefined || password === undefined ? undefined : { email, password }
}
