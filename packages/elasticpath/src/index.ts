export { createElasticPathAuth } from './create-elasticpath-auth.ts'
export type { AccountChoice, ElasticPathCredentials } from './credentials.ts'
export type { ClientTokenRequest, ElasticPathAuth, ElasticPathAuthOptions } from './options.ts'
export type { ElasticPathAccount, ElasticPathLinks, ElasticPathMeta, ElasticPathSession } from './session.ts'
