// #region
/** A missing setting stops the process at startup, not at the first request. */
export function env(name: string): string {
  const value = process.env[name]
  if (!value) throw new Error(`set ${name}`)
  return value
}

export const account: { readonly accountName: string; readonly publicKey: string } = {
  accountName: env('MESHY_ACCOUNT_NAME'),
  publicKey: env('MESHY_PUBLIC_KEY'),
}
// #endregion
