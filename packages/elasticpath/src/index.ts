export { createElasticPathAuth } from './create-elasticpath-auth.ts'
export type {
  AccountChoice,
  ClientTokenRequest,
  ElasticPathAccount,
  ElasticPathAuth,
  ElasticPathAuthOptions,
  ElasticPathCredentials,
  ElasticPathSession,
} from './options.ts'
