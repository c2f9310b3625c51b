import { type Edit, json } from './edit.ts'

const token = 'paths./{accountName}/connect/token.post'
const revocation = 'paths./{accountName}/connect/revocation.post'
const genlogsToken = 'paths./auth/token.post'
const genlogsRefresh = 'paths./auth/token/refresh.post'
const grant = 'components.schemas.PasswordGrant'
const hint = 'components.schemas.RevocationRequest.properties.token_type_hint'
const form = 'application/x-www-form-urlencoded'

function parameter(required: boolean): object {
  return { name: 'device', in: 'header', required, schema: { type: 'string' } }
}

/** Edits of what is sent: parameters, bodies and their fields. */
export const requestEdits: readonly Edit[] = [
  {
    edit: 'a required parameter is added',
    spec: 'meshy',
    change: (spec) => spec.add(`${token}.parameters`, parameter(true)),
    rule: 'parameter-added-required',
    bump: 'major',
  },
  {
    edit: 'an optional parameter is added',
    spec: 'meshy',
    change: (spec) => spec.add(`${token}.parameters`, parameter(false)),
    rule: 'parameter-added-optional',
    bump: 'minor',
  },
  {
    edit: 'an optional parameter is removed',
    spec: 'meshy',
    change: (spec) => spec.remove(`${token}.parameters.1`),
    rule: 'parameter-removed',
    bump: 'major',
  },
  {
    edit: 'a parameter becomes required',
    spec: 'meshy',
    given: (spec) => spec.set(`${token}.parameters.1`, parameter(false)),
    change: (spec) => spec.set(`${token}.parameters.1`, parameter(true)),
    rule: 'parameter-became-required',
    bump: 'major',
  },
  {
    edit: 'a parameter becomes optional',
    spec: 'genlogs',
    change: (spec) => spec.set('components.parameters.RefreshToken.required', false),
    rule: 'parameter-became-optional',
    bump: 'minor',
  },
  {
    edit: 'an optional parameter moves from a header to the query',
    spec: 'meshy',
    given: (spec) => spec.set(`${token}.parameters.1`, parameter(false)),
    change: (spec) => spec.set(`${token}.parameters.1.in`, 'query'),
    rule: 'parameter-moved',
    bump: 'minor',
  },
  {
    edit: 'a required body is added',
    spec: 'genlogs',
    change: (spec) => spec.set(`${genlogsRefresh}.requestBody`, { required: true, content: json('TokenCredentials') }),
    rule: 'body-added-required',
    bump: 'major',
  },
  {
    edit: 'an optional body is added',
    spec: 'genlogs',
    change: (spec) => spec.set(`${genlogsRefresh}.requestBody`, { content: json('TokenCredentials') }),
    rule: 'body-added-optional',
    bump: 'minor',
  },
  {
    edit: 'a body is removed',
    spec: 'genlogs',
    change: (spec) => spec.remove(`${genlogsToken}.requestBody`),
    rule: 'body-removed',
    bump: 'major',
  },
  {
    edit: 'a body becomes required',
    spec: 'genlogs',
    change: (spec) => spec.set(`${genlogsToken}.requestBody.required`, true),
    rule: 'body-became-required',
    bump: 'major',
  },
  {
    edit: 'a body becomes optional',
    spec: 'meshy',
    change: (spec) => spec.set(`${token}.requestBody.required`, false),
    rule: 'body-became-optional',
    bump: 'minor',
  },
  {
    edit: 'a body has another schema',
    spec: 'meshy',
    change: (spec) =>
      spec.set(`${token}.requestBody.content.${form}.schema.$ref`, '#/components/schemas/PasswordGrant'),
    rule: 'body-replaced',
    bump: 'major',
  },
  {
    edit: 'a form becomes JSON',
    spec: 'meshy',
    change: (spec) => spec.rename(`${revocation}.requestBody.content.${form}`, 'application/json'),
    rule: 'body-encoding-changed',
    bump: 'major',
  },
  {
    edit: 'a required field of a request is added',
    spec: 'meshy',
    change: (spec) => {
      spec.set(`${grant}.properties.otp`, { type: 'string' })
      spec.add(`${grant}.required`, 'otp')
    },
    rule: 'request-field-added-required',
    bump: 'major',
  },
  {
    edit: 'an optional field of a request is added',
    spec: 'meshy',
    change: (spec) => spec.set(`${grant}.properties.otp`, { type: 'string' }),
    rule: 'request-field-added-optional',
    bump: 'minor',
  },
  {
    edit: 'an optional field of a request is removed',
    spec: 'meshy',
    change: (spec) => spec.remove(`${grant}.properties.scope`),
    rule: 'request-field-removed',
    bump: 'major',
  },
  {
    edit: 'a field of a request becomes required',
    spec: 'meshy',
    change: (spec) => spec.add(`${grant}.required`, 'scope'),
    rule: 'request-field-became-required',
    bump: 'major',
  },
  {
    edit: 'a field of a request becomes optional',
    spec: 'meshy',
    change: (spec) => spec.set('components.schemas.RevocationRequest.required', ['token']),
    rule: 'request-field-became-optional',
    bump: 'minor',
  },
  {
    edit: 'an enum of a request gets a value',
    spec: 'meshy',
    change: (spec) => spec.add(`${hint}.enum`, 'access_token'),
    rule: 'request-value-added',
    bump: 'minor',
  },
  {
    edit: 'an enum of a request loses a value',
    spec: 'meshy',
    given: (spec) => spec.add(`${hint}.enum`, 'access_token'),
    change: (spec) => spec.set(`${hint}.enum`, ['refresh_token']),
    rule: 'request-value-removed',
    bump: 'major',
  },
  {
    edit: 'an enum of a request is opened',
    spec: 'meshy',
    change: (spec) => spec.rename(`${hint}.enum`, 'x-extensible-enum'),
    rule: 'request-values-opened',
    bump: 'major',
  },
  {
    edit: 'a field of a request becomes nullable',
    spec: 'meshy',
    change: (spec) => spec.set(`${grant}.properties.scope.nullable`, true),
    rule: 'request-null-allowed',
    bump: 'minor',
  },
  {
    edit: 'a field of a request is no longer nullable',
    spec: 'meshy',
    given: (spec) => spec.set(`${grant}.properties.scope.nullable`, true),
    change: (spec) => spec.remove(`${grant}.properties.scope.nullable`),
    rule: 'request-null-refused',
    bump: 'major',
  },
  {
    edit: 'a field of a request gets a maximum length',
    spec: 'meshy',
    change: (spec) => spec.set(`${grant}.properties.username.maxLength`, 100),
    rule: 'request-limits-changed',
    bump: 'minor',
  },
]
