import { readFileSync } from 'node:fs'

/** A library that several tabs of an application can share a session with. */
export interface TabPeer {
  /** Of its page, below `pages/`, and on the command line. */
  readonly name: string
  readonly package: string
  /** How it is set up, as its documentation has it. */
  readonly note: string
}

/** Ours first. */
export const tabPeers: readonly TabPeer[] = [
  { name: 'meshy', package: '@auth/meshy', note: '`createWebStore()`' },
  {
    name: 'supabase',
    package: '@supabase/auth-js',
    note: '`AuthClient` with its defaults: `localStorage`, and a timer that renews; `getSession()`',
  },
  {
    name: 'auth0',
    package: '@auth0/auth0-spa-js',
    note: "`useRefreshTokens: true`, `cacheLocation: 'localstorage'`; `getTokenSilently()`",
  },
  {
    name: 'oidc-client',
    package: 'oidc-client-ts',
    note: '`userStore` on `localStorage`, and a timer that renews; `getUser()`, and `signinSilent()` where it has expired',
  },
  {
    name: 'badgateway',
    package: '@badgateway/oauth2-client',
    note: '`OAuth2Fetch` with `getStoredToken` and `storeToken` on `localStorage`; `getAccessToken()`',
  },
]

/** @throws an Error that lists the names, for one that is none of them */
export function choosePeers(names: readonly string[]): readonly TabPeer[] {
  const unknown = names.find((name) => !tabPeers.some((peer) => peer.name === name))
  const known = tabPeers.map(({ name }) => name).join(', ')
  if (unknown !== undefined) throw new Error(`There is no library "${unknown}". Libraries: ${known}`)
  return names.length === 0 ? tabPeers : tabPeers.filter(({ name }) => names.includes(name))
}

/** The version that is installed; ours is that of the workspace. */
export function versionOf(peer: TabPeer): string {
  const { dependencies }: { readonly dependencies: Readonly<Record<string, string>> } = JSON.parse(
    readFileSync(new URL('../../peers/package.json', import.meta.url), 'utf8'),
  )
  return dependencies[peer.package] ?? 'of this commit'
}
