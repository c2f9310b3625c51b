import type { Lab } from '../lab/server.ts'
import type { Client, Load, Peer, SharedSession } from '../peers/peer.ts'

/** What a case works with: a server of its own, and a peer. */
export interface Trial {
  readonly peer: Peer
  readonly load: Load
  readonly lab: Lab
  /** A client of the peer, on the server. */
  open(shared?: SharedSession): Promise<Client>
}

export interface Case {
  /** What is looked at, in a few words. */
  readonly title: string
  /** What is done, and counted, in one sentence. */
  readonly description: string
  /** The peers that have the feature. */
  readonly peers: readonly string[]
  /** Does it, and says what happened. */
  run(trial: Trial): Promise<string>
}

/** The peer's call, or an error that says that it has none. */
export function need<Call>(call: Call | undefined, name: string): Call {
  if (call === undefined) throw new Error(`This peer has no ${name}`)
  return call
}

/** `1 request`, `2 requests`. */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`
}

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))
