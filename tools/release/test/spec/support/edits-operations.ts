import { type Edit, json } from './edit.ts'

const token = 'paths./{accountName}/connect/token.post'
const revocation = 'paths./{accountName}/connect/revocation.post'
const genlogsToken = 'paths./auth/token.post'
const host = 'servers.0.variables.authHost'

/** Edits of operations, their answers, security and servers. */
export const operationEdits: readonly Edit[] = [
  {
    edit: 'an operation is added',
    spec: 'meshy',
    change: (spec) =>
      spec.set('paths./{accountName}/connect/userinfo', {
        get: {
          operationId: 'readUser',
          parameters: [{ $ref: '#/components/parameters/AccountName' }],
          responses: { 200: { description: 'Who is signed in.' } },
        },
      }),
    rule: 'operation-added',
    bump: 'minor',
  },
  {
    edit: 'an operation is removed',
    spec: 'meshy',
    change: (spec) => spec.remove('paths./{accountName}/connect/revocation'),
    rule: 'operation-removed',
    bump: 'major',
  },
  {
    edit: 'an `operationId` is renamed',
    spec: 'meshy',
    change: (spec) => spec.set(`${token}.operationId`, 'requestToken'),
    rule: 'operation-renamed',
    bump: 'major',
  },
  {
    edit: 'a path changes',
    spec: 'meshy',
    change: (spec) => spec.rename('paths./{accountName}/connect/token', '/{accountName}/oauth/token'),
    rule: 'operation-moved',
    bump: 'major',
  },
  {
    edit: 'an operation is deprecated',
    spec: 'meshy',
    change: (spec) => spec.set(`${revocation}.deprecated`, true),
    rule: 'operation-deprecated',
    bump: 'minor',
  },
  {
    edit: 'an operation is no longer deprecated',
    spec: 'meshy',
    given: (spec) => spec.set(`${revocation}.deprecated`, true),
    change: (spec) => spec.remove(`${revocation}.deprecated`),
    rule: 'operation-reinstated',
    bump: 'patch',
  },
  {
    edit: 'an error status is added',
    spec: 'meshy',
    change: (spec) => spec.set(`${token}.responses.503`, { description: 'Down for maintenance.' }),
    rule: 'status-added',
    bump: 'minor',
  },
  {
    edit: 'an error status is removed',
    spec: 'meshy',
    change: (spec) => spec.remove(`${token}.responses.429`),
    rule: 'status-removed',
    bump: 'major',
  },
  {
    edit: 'a success gets a body',
    spec: 'meshy',
    change: (spec) => spec.set(`${revocation}.responses.200.content`, json('TokenResponse')),
    rule: 'success-body-added',
    bump: 'major',
  },
  {
    edit: 'an error gets a body',
    spec: 'meshy',
    change: (spec) => spec.set(`${token}.responses.429.content`, json('OAuthError')),
    rule: 'error-body-added',
    bump: 'minor',
  },
  {
    edit: 'an error loses its body',
    spec: 'meshy',
    change: (spec) => spec.remove(`${token}.responses.400.content`),
    rule: 'answer-body-removed',
    bump: 'major',
  },
  {
    edit: 'an error has another body',
    spec: 'genlogs',
    change: (spec) => spec.set(`${genlogsToken}.responses.401.content`, json('TokenSchema')),
    rule: 'answer-body-replaced',
    bump: 'major',
  },
  {
    edit: 'an operation no longer needs credentials',
    spec: 'genlogs',
    change: (spec) => spec.set(`${genlogsToken}.security`, []),
    rule: 'security-changed',
    bump: 'major',
  },
  {
    edit: 'a credential travels in another header',
    spec: 'genlogs',
    change: (spec) => spec.set('components.securitySchemes.apiKey.name', 'x-genlogs-key'),
    rule: 'security-scheme-changed',
    bump: 'major',
  },
  {
    edit: 'the default server changes',
    spec: 'meshy',
    change: (spec) => spec.set(`${host}.default`, 'login.meshydb.com'),
    rule: 'server-url-changed',
    bump: 'minor',
  },
  {
    edit: 'the server gets a variable',
    spec: 'meshy',
    change: (spec) => {
      spec.set('servers.0.url', 'https://{authHost}{basePath}')
      spec.set('servers.0.variables.basePath', { default: '' })
    },
    rule: 'server-variable-added',
    bump: 'minor',
  },
  {
    edit: 'a server variable is removed',
    spec: 'meshy',
    change: (spec) => {
      spec.set('servers.0.url', 'https://auth.meshydb.com')
      spec.remove(host)
    },
    rule: 'server-variable-removed',
    bump: 'major',
  },
  {
    edit: 'a server variable gets a list of values',
    spec: 'meshy',
    change: (spec) => spec.set(`${host}.enum`, ['auth.meshydb.com', 'auth.eu.meshydb.com']),
    rule: 'server-values-changed',
    bump: 'minor',
  },
]
