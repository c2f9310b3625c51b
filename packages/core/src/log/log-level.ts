/** The least level of `AUTH_LOG`, on runtimes that have an environment and let it be read. */
export function readLogLevel(): string | undefined {
  const { Deno, process } = globalThis as Environment // what is there on any platform is found out here
  // Without this permission, Deno would stop the program to ask for it.
  try {
    const isHidden = Deno && Deno.permissions?.querySync?.({ name: 'env', variable: 'AUTH_LOG' }).state !== 'granted'
    return isHidden ? undefined : process?.env?.AUTH_LOG
  } catch {
    return undefined
  }
}

interface Environment {
  readonly process?: { readonly env?: { readonly AUTH_LOG?: string } }
  readonly Deno?: {
    readonly permissions?: { querySync?(wanted: { name: 'env'; variable: string }): { readonly state: string } }
  }
}
