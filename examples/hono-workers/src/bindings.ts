import type { AuthSession } from '@auth/cloudflare'

/** What the Worker is given: settings, and the namespace of sessions. */
export interface Bindings {
  readonly MESHY_ACCOUNT_NAME: string
  readonly MESHY_PUBLIC_KEY: string
  /** Not set, they lead to the real MeshyDB. */
  readonly MESHY_AUTH_BASE_URL?: string
  readonly MESHY_API_BASE_URL?: string
  readonly AUTH_SESSIONS: DurableObjectNamespace<AuthSession>
}
