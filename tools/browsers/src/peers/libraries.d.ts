// What the pages use of libraries that are installed outside the workspace.

declare module '@supabase/auth-js' {
  export class AuthClient {
    constructor(options: { readonly url: string; readonly storageKey: string; readonly detectSessionInUrl: boolean })
    signInWithPassword(credentials: { readonly email: string; readonly password: string }): Promise<unknown>
    getSession(): Promise<{
      readonly data: { readonly session: { readonly access_token: string } | null }
      readonly error: Error | null
    }>
  }
}

declare module '@auth0/auth0-spa-js' {
  export function createAuth0Client(options: {
    readonly domain: string
    readonly clientId: string
    readonly useRefreshTokens: boolean
    readonly cacheLocation: 'localstorage'
    readonly authorizationParams: { readonly redirect_uri: string }
  }): Promise<{
    loginWithRedirect(): Promise<void>
    handleRedirectCallback(): Promise<unknown>
    getTokenSilently(): Promise<string>
  }>
}

declare module 'oidc-client-ts' {
  interface User {
    readonly access_token: string
    readonly expired: boolean | undefined
  }
  export class WebStorageStateStore {
    constructor(options: { readonly store: Storage })
  }
  export class UserManager {
    constructor(options: {
      readonly authority: string
      readonly client_id: string
      readonly redirect_uri: string
      readonly scope: string
      readonly userStore: WebStorageStateStore
    })
    signinRedirect(): Promise<void>
    signinCallback(): Promise<unknown>
    signinSilent(): Promise<User | null>
    getUser(): Promise<User | null>
  }
}

declare module '@badgateway/oauth2-client' {
  export interface OAuth2Token {
    readonly accessToken: string
  }
  export class OAuth2Client {
    constructor(options: { readonly clientId: string; readonly tokenEndpoint: string })
    password(credentials: { readonly username: string; readonly password: string }): Promise<OAuth2Token>
  }
  export class OAuth2Fetch {
    constructor(options: {
      readonly client: OAuth2Client
      getNewToken(): OAuth2Token | null
      getStoredToken(): OAuth2Token | null
      storeToken(token: OAuth2Token): void
    })
    getAccessToken(): Promise<string>
  }
}
