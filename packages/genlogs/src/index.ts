export type { KnownAuthErrorCode } from '@auth/core'
export { createGenlogsAuth } from './create-genlogs-auth.ts'
export type { GenlogsAuth, GenlogsAuthOptions, GenlogsCredentials, GenlogsSession } from './options.ts'
