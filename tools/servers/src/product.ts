import type { IncomingMessage, ServerResponse } from 'node:http'

/** The one client that every server knows. It has no secret, as MeshyDB's have none. */
export const publicKey = 'pk_servers'
export const scopes: readonly string[] = ['meshy.api', 'offline_access']
/** Every user name is known, and has this password. */
export const password = 'correct horse battery staple'

export interface Answer {
  readonly status: number
  readonly headers: Record<string, string>
  readonly body: string
}

/** A request to the token or the revocation endpoint. */
export interface Exchange {
  readonly form: Readonly<Record<string, string>>
  readonly headers: Readonly<Record<string, string>>
  /** For servers that work on Node's own objects. Its URL is the endpoint's, and its body is read. */
  readonly incoming: IncomingMessage
  readonly outgoing: ServerResponse
}

/** What can be done to the sessions of a user from outside. */
export interface Control {
  expireAccessTokens(user: string): void
  expireRefreshTokens(user: string): void
  /** As when an administrator or the user ends them. */
  revokeSessions(user: string): Promise<void> | void
}

/** An authorization server from a registry, with storage in memory. */
export interface Product extends Control {
  readonly name: string
  requestToken(exchange: Exchange): Promise<Answer>
  /** Left out where the package has no such endpoint. */
  revokeToken?(exchange: Exchange): Promise<Answer>
  /** What an API asks that is given an access token. */
  accepts(accessToken: string): Promise<boolean>
}

export function json(status: number, body: unknown, headers: Record<string, string> = {}): Answer {
  return { status, headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) }
}
