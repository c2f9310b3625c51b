/** What there is to know about a session, wherever it came from. */
export interface SessionFacts<Session> {
  readonly generation: number
  readonly accessToken: string
  readonly refreshToken?: string | undefined
  readonly lifeMs: number
  /** Whether the provider said how long the token lives. */
  readonly expires: boolean
  /** Digest of whom the session is for. */
  readonly identity: string
  /** Whether `signIn` started it with credentials of its own. */
  readonly explicit: boolean
  readonly session: Session
}

/** A session as it is stored. */
export interface SessionRecord<Session> extends SessionFacts<Session> {
  readonly version: 1
  /** Epoch milliseconds, on the store's clock where it has one. */
  readonly obtainedAt: number
}

/** Reads a stored session. What is damaged, or of a format that is not known, counts as none: it is replaced. */
export function decodeRecord<Session>(text: string | undefined): SessionRecord<Session> | undefined {
  let record: Partial<SessionRecord<Session>> | null = null
  try {
    record = JSON.parse(String(text)) // checked below
  } catch {
    // Damaged, or nothing at all.
  }
  const numbers = [record?.generation, record?.obtainedAt, record?.lifeMs]
  const sound = record?.version === 1 && typeof record.accessToken === 'string' && numbers.every(Number.isFinite)
  return sound ? (record as SessionRecord<Session>) : undefined // this package wrote the rest
}
