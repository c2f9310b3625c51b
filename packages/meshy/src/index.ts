export { createMeshyAuth } from './create-meshy-auth.ts'
export type { MeshyAuth, MeshyAuthOptions, MeshyCredentials, MeshySession } from './options.ts'
export { registerAnonymousUser } from './register-anonymous-user.ts'
export type { MeshyRegistration } from './registration.ts'
