import type { MeshyAuthOptions } from '@auth/meshy'

/** A missing setting is told by its name. */
export function env(name: string): string {
  const value = process.env[name]
  if (!value) throw new Error(`set ${name}`)
  return value
}

export function account(): Pick<MeshyAuthOptions, 'accountName' | 'publicKey' | 'authBaseUrl' | 'apiBaseUrl'> {
  return {
    accountName: env('MESHY_ACCOUNT_NAME'),
    publicKey: env('MESHY_PUBLIC_KEY'),
    // Not set, they lead to the real MeshyDB.
    authBaseUrl: process.env['MESHY_AUTH_BASE_URL'],
    apiBaseUrl: process.env['MESHY_API_BASE_URL'],
  }
}
