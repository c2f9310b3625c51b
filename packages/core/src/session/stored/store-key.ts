import type { Adapter } from '../../adapter-contract.ts'
import { digest } from '../../digest.ts'
import type { Settings } from '../../settings.ts'

/** The session's name in the store: provider, host, account and whom it is for. */
export async function storeKey<Credentials>(
  adapter: Pick<Adapter<Credentials, unknown>, 'name' | 'account' | 'identity'>,
  settings: Settings<Credentials>,
): Promise<string> {
  const { credentials, identity } = settings
  // With a store, a client without fixed credentials must name an identity: see resolveSettings.
  const who = identity ?? (await digest(adapter.identity(credentials as Credentials)))
  return ['auth', adapter.name, new URL(settings.authBaseUrl).host, adapter.account, who]
    .map(encodeURIComponent)
    .join(':')
}
