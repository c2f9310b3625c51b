interface ImportMetaEnv {
  readonly MESHY_ACCOUNT_NAME: string
  readonly MESHY_PUBLIC_KEY: string
  /** Not set, they lead to the real MeshyDB. */
  readonly MESHY_AUTH_BASE_URL?: string
  readonly MESHY_API_BASE_URL?: string
}
