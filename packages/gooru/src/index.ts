export type { KnownAuthErrorCode } from '@auth/core'
export { createGooruAuth } from './create-gooru-auth.ts'
export type { GooruAuth, GooruAuthOptions, GooruCredentials } from './options.ts'
export type { GooruSession } from './session.ts'
