export { createMeshyAuth } from './create-meshy-auth.ts'
export type { MeshyAuth, MeshyAuthOptions, MeshyCredentials, MeshySession } from './options.ts'
