import { type Edit, schemaRef } from './edit.ts'

const answer = 'components.schemas.TokenResponse'
const error = 'components.schemas.OAuthError'
const variants = 'components.schemas.TokenRequest'
const errorBody = 'paths./{accountName}/connect/token.post.responses.400.content.application/json.schema'

/** Edits of what is read: schemas and which fields they have. */
export const answerEdits: readonly Edit[] = [
  {
    edit: 'a schema is added',
    spec: 'meshy',
    change: (spec) => spec.set('components.schemas.Device', { type: 'object', properties: { id: { type: 'string' } } }),
    rule: 'schema-added',
    bump: 'minor',
  },
  {
    edit: 'a schema is removed',
    spec: 'meshy',
    given: (spec) => spec.set('components.schemas.Device', { type: 'object', properties: { id: { type: 'string' } } }),
    change: (spec) => spec.remove('components.schemas.Device'),
    rule: 'schema-removed',
    bump: 'major',
  },
  {
    edit: 'a schema is renamed',
    spec: 'meshy',
    change: (spec) => spec.renameSchema('TokenResponse', 'Tokens'),
    rule: 'schema-renamed',
    bump: 'major',
  },
  {
    edit: 'an optional field of a response is added',
    spec: 'meshy',
    change: (spec) => spec.set(`${answer}.properties.session_state`, { type: 'string' }),
    rule: 'answer-field-added',
    bump: 'minor',
  },
  {
    edit: 'a required field of a response is added',
    spec: 'meshy',
    change: (spec) => {
      spec.set(`${answer}.properties.session_state`, { type: 'string' })
      spec.add(`${answer}.required`, 'session_state')
    },
    rule: 'answer-field-added-required',
    bump: 'major',
  },
  {
    edit: 'a field of a response is removed',
    spec: 'meshy',
    change: (spec) => spec.remove(`${answer}.properties.id_token`),
    rule: 'answer-field-removed',
    bump: 'major',
  },
  {
    edit: 'a field of a response becomes optional',
    spec: 'meshy',
    change: (spec) => spec.remove(`${answer}.required`),
    rule: 'answer-field-became-optional',
    bump: 'major',
  },
  {
    edit: 'a field of a response becomes required',
    spec: 'meshy',
    change: (spec) => spec.add(`${answer}.required`, 'expires_in'),
    rule: 'answer-field-became-required',
    bump: 'major',
  },
  {
    edit: 'a field of an error becomes required',
    spec: 'meshy',
    change: (spec) => spec.add(`${error}.required`, 'error_description'),
    rule: 'error-field-became-required',
    bump: 'minor',
  },
  {
    edit: 'a union of a request gets a variant',
    spec: 'meshy',
    change: (spec) => {
      spec.add(`${variants}.oneOf`, schemaRef('RevocationRequest'))
      spec.set(`${variants}.discriminator.mapping.revocation`, '#/components/schemas/RevocationRequest')
    },
    rule: 'variant-added',
    bump: 'minor',
  },
  {
    edit: 'a union of a response gets a variant',
    spec: 'meshy',
    given: (spec) => spec.set(errorBody, schemaRef('TokenRequest')),
    change: (spec) => {
      spec.add(`${variants}.oneOf`, schemaRef('RevocationRequest'))
      spec.set(`${variants}.discriminator.mapping.revocation`, '#/components/schemas/RevocationRequest')
    },
    rule: 'answer-variant-added',
    bump: 'major',
  },
  {
    edit: 'a union loses a variant',
    spec: 'meshy',
    change: (spec) => {
      spec.remove(`${variants}.oneOf.1`)
      spec.remove(`${variants}.discriminator.mapping.refresh_token`)
    },
    rule: 'variant-removed',
    bump: 'major',
  },
]
