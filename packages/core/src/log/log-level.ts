/** The least level of `AUTH_LOG`, on runtimes that have an environment and let it be read. */
export function readLogLevel(): string | undefined {
  const { Deno, process } = globalThis as Environment // what is there on any platform is found out here
  // Without this permission, Deno would stop the program to ask for it.
  const permission = Deno?.permissions.querySync({ name: 'env', variable: 'AUTH_LOG' })
  return permission && permission.state !== 'granted' ? undefined : process?.env?.AUTH_LOG
}

interface Environment {
  readonly process?: { readonly env?: { readonly AUTH_LOG?: string } }
  readonly Deno?: {
    readonly permissions: { querySync(wanted: { name: 'env'; variable: string }): { readonly state: string } }
  }
}
