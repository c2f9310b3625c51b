export { createMeshyAuth } from './create-meshy-auth.ts'
export type { MeshyAuth, MeshyAuthOptions, MeshyCredentials, MeshySession } from './options.ts'
export { type MeshyRegistration, registerAnonymousUser } from './register-anonymous-user.ts'
