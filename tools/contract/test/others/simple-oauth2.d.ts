declare module 'simple-oauth2' {
  export interface AccessToken {
    readonly token: Readonly<Record<string, unknown>>
    refresh(): Promise<AccessToken>
    revoke(tokenType: 'access_token' | 'refresh_token', httpOptions?: { json: boolean }): Promise<unknown>
  }

  export class ResourceOwnerPassword {
    constructor(options: {
      client: { id: string; secret: string }
      auth: { tokenHost: string; tokenPath: string; revokePath: string }
      options?: { authorizationMethod: 'header' | 'body' }
    })
    getToken(parameters: { username: string; password: string; scope?: string | string[] }): Promise<AccessToken>
  }
}
